import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RosterInMemory, type RosterFile } from './testing/roster-in-memory.js';

const at = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
const from = (day: string): string => `${day}T00:00:00+08:00`;

const student = (id: string, ...accounts: object[]) => ({ id, accounts });
const account = (name: string, span: { from?: string; to?: string } = {}) => ({
  source: 'chaoxing',
  account: name,
  from: span.from ? from(span.from) : null,
  to: span.to ? from(span.to) : null,
});

const TERM: RosterFile = {
  students: [
    { id: '2023010123', name: '张伟', college: 'CS', accounts: [account('zw')] },
    { id: '2023010124', name: '李娜', college: 'CS', accounts: [account('ln')] },
  ],
  people: [{ id: 'li', name: '李老师', roles: ['officer'], college: null }],
  offerings: [
    {
      id: 'CS101',
      hours: { total: 48, online: 32, offline: 16 },
      scheme: { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' },
      window: { from: from('2026-03-02'), to: from('2026-07-01') },
      videos: [{ id: 'v1', lengthSec: 1810 }],
    },
  ],
  enrolments: [
    { student: '2023010123', offering: 'CS101', status: 'active', at: from('2026-02-20') },
    { student: '2023010124', offering: 'CS101', status: 'active', at: from('2026-02-20') },
    { student: '2023010124', offering: 'CS101', status: 'dropped', at: from('2026-03-20') },
  ],
  meetings: [
    {
      id: 'm-5',
      offering: 'CS101',
      startsAt: '2026-03-09T08:00:00+08:00',
      endsAt: '2026-03-09T09:40:00+08:00',
      hours: 2,
    },
  ],
  leaves: [
    {
      student: '2023010123',
      offering: 'CS101',
      meeting: 'm-5',
      approvedBy: ['t-17', 'a-3'],
      madeUp: true,
    },
  ],
  pledges: [{ student: '2023010123', offering: 'CS101', signedAt: from('2026-02-25'), hash: 'ab' }],
  networks: [
    { cidr: '198.51.100.0/24', kind: 'campus' },
    { cidr: '198.51.100.128/25', kind: 'dormitory', place: '3号楼' },
    { cidr: '2001:db8::/32', kind: 'campus' },
  ],
};

describe('the roster', () => {
  let roster: RosterInMemory;
  beforeEach(() => {
    roster = new RosterInMemory();
  });

  it('given a file that was loaded, when it comes again, then nothing happened', async () => {
    const first = await roster.put(TERM);
    const again = await roster.put(TERM);
    expect(first.rejected).toEqual([]);
    expect(first.events.length).toBeGreaterThan(0);
    expect(again.events).toEqual([]);
    expect(again.changes).toEqual([]);
  });

  it('given the events of a file once more, when folded in, then no change is told', async () => {
    const { events } = await roster.put(TERM);
    const told: unknown[] = [];
    const contents = (ref: { readonly vault: string }) => roster.open(ref);
    for (const event of events) roster.view.apply(event, contents, (change) => told.push(change));
    expect(told).toEqual([]);
    expect(roster.view.meetingsOf('CS101')).toHaveLength(1);
    expect(roster.view.nameOf(roster.subject('2023010123'))).toBe('张伟');
  });

  it('given a known block written otherwise, then nothing happened', async () => {
    await roster.put(TERM);
    const networks = [{ cidr: '2001:0db8:0::/32', kind: 'campus', place: null }];
    expect(await roster.put({ networks })).toMatchObject({ events: [], changes: [] });
    expect((await roster.put({ networks: [{ ...networks[0], kind: 'vpn' }] })).changes).toEqual([
      { kind: 'network', cidr: '2001:0db8:0::/32' },
    ]);
  });

  it('given one changed row of two, then the event holds that row only', async () => {
    await roster.put(TERM);
    const { events } = await roster.put({ students: [{ id: '2023010124', college: 'MA' }] });
    expect(events).toHaveLength(1);
    expect(events[0]?.data.rows).toHaveLength(1);
    const subject = roster.subject('2023010124');
    expect(roster.view.student(subject)).toMatchObject({ college: 'MA', name: '李娜' });
    expect(roster.view.accountsOf(subject)).toHaveLength(1);
  });

  it('keeps student numbers, names and accounts out of every event', async () => {
    const { events } = await roster.put(TERM);
    const text = JSON.stringify(events);
    for (const personal of ['2023010123', '张伟', '李老师', '"zw"']) {
      expect(text).not.toContain(personal);
    }
  });

  it('given an unknown member with personal data, then no event carries it', async () => {
    const row = { id: 'CS102', bestStudent: '张伟' };
    const { events } = await roster.put({ offerings: [row] });
    expect(JSON.stringify(events)).not.toContain('张伟');
    expect(events[0]?.data.rows).toEqual([{ id: 'CS102' }]);
  });

  it('given an enrolment before its student, then the later row finds the same subject', async () => {
    await roster.put({ enrolments: TERM.enrolments });
    const early = roster.subject('2023010123');
    await roster.put({ students: TERM.students });
    expect(roster.subject('2023010123')).toBe(early);
    expect(roster.view.enrolment(early, 'CS101')).toBe('active');
    expect(roster.view.nameOf(early)).toBe('张伟');
  });

  it('given a later drop, then the enrolment is dropped whatever the order', async () => {
    await roster.put({ enrolments: [...(TERM.enrolments ?? [])].reverse() });
    expect(roster.view.enrolment(roster.subject('2023010124'), 'CS101')).toBe('dropped');
    expect(roster.view.enrolledIn('CS101')).toEqual([roster.subject('2023010123')]);
  });

  it('finds the narrowest network, IPv4, IPv6 and IPv4 in IPv6', async () => {
    await roster.put(TERM);
    expect(roster.view.network('198.51.100.7')?.kind).toBe('campus');
    expect(roster.view.network('198.51.100.200')?.kind).toBe('dormitory');
    expect(roster.view.network('::ffff:198.51.100.200')?.kind).toBe('dormitory');
    expect(roster.view.network('2001:db8:1::9')?.kind).toBe('campus');
    expect(roster.view.network('203.0.113.1')).toBeUndefined();
    expect(roster.view.network('nowhere')).toBeUndefined();
  });

  it('reads instants into milliseconds and keeps leaves and pledges by student', async () => {
    await roster.put(TERM);
    const subject = roster.subject('2023010123');
    expect(roster.view.offering('CS101')?.window?.from).toBe(at('2026-03-02'));
    expect(roster.view.meetingsOf('CS101')[0]?.startsAt).toBe(Date.UTC(2026, 2, 9, 0, 0));
    expect(roster.view.leavesOf(subject, 'CS101')).toMatchObject([{ meeting: 'm-5' }]);
    expect(roster.view.pledge(subject, 'CS101')?.signedAt).toBe(at('2026-02-25'));
  });

  it('shuffled and split rows of all tables lead to the same view', async () => {
    await roster.put(TERM);
    const wanted = summary(roster);
    const parts = Object.entries(TERM).flatMap(([table, rows]) =>
      rows.map((row) => ({ [table]: [row] })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(parts, { minLength: parts.length }),
        async (shuffled) => {
          const other = new RosterInMemory();
          for (const part of shuffled) await other.put(part);
          expect(summary(other)).toEqual(wanted);
        },
      ),
      { numRuns: 50 },
    );
  });
});

/** What can be seen of a roster, by student number: subjects are drawn anew each time. */
const summary = ({ view }: RosterInMemory) =>
  ['2023010123', '2023010124'].map((number) => {
    const subject = view.subjectOf(number) ?? '';
    return {
      name: view.nameOf(subject),
      college: view.student(subject)?.college,
      accounts: view.accountsOf(subject),
      owner: ['zw', 'ln'].map((name) => view.ownerOf('chaoxing', name, 0).kind),
      enrolment: view.enrolment(subject, 'CS101'),
      leaves: view.leavesOf(subject, 'CS101').map((leave) => leave.approvedBy),
      pledge: view.pledge(subject, 'CS101')?.hash,
      offering: view.offering('CS101'),
      meetings: view.meetingsOf('CS101'),
      network: view.network('198.51.100.200'),
    };
  });

describe('the identity map', () => {
  let roster: RosterInMemory;
  const owner = (name: string, day: string) => roster.view.ownerOf('chaoxing', name, at(day));
  beforeEach(() => {
    roster = new RosterInMemory();
  });

  it('given an account handed on, then each instant belongs to its owner, half-open', async () => {
    await roster.put({
      students: [
        student('A', account('x', { to: '2026-03-10' })),
        student('B', account('x', { from: '2026-03-10' })),
      ],
    });
    expect(owner('x', '2026-03-09')).toEqual({ kind: 'student', subject: roster.subject('A') });
    expect(owner('x', '2026-03-10')).toEqual({ kind: 'student', subject: roster.subject('B') });
    expect(roster.view.ownerOf('yuketang', 'x', at('2026-03-09'))).toEqual({ kind: 'unknown' });
  });

  it('given two claims at one time, then it is a conflict until one is corrected', async () => {
    await roster.put({ students: [student('A', account('x')), student('B', account('x'))] });
    const both = [roster.subject('A'), roster.subject('B')].sort();
    expect(owner('x', '2026-03-09')).toEqual({ kind: 'conflict', subjects: both });

    const { changes } = await roster.put({ students: [student('B', account('y'))] });
    expect(owner('x', '2026-03-09')).toEqual({ kind: 'student', subject: roster.subject('A') });
    expect(owner('y', '2026-03-09')).toEqual({ kind: 'student', subject: roster.subject('B') });
    expect(changes).toContainEqual({
      kind: 'account',
      source: 'chaoxing',
      account: 'x',
      subjects: both,
    });
  });

  it('given a gap in validity, then nobody owns the account in it', async () => {
    await roster.put({
      students: [
        student(
          'A',
          account('x', { to: '2026-03-01' }),
          account('x', { from: '2026-04-01', to: '2026-05-01' }),
        ),
      ],
    });
    expect(owner('x', '2026-03-15').kind).toBe('unknown');
    expect(owner('x', '2026-04-15').kind).toBe('student');
    expect(owner('x', '2026-05-01').kind).toBe('unknown');
  });
});

describe('a bad row', () => {
  const put = async (file: unknown) => (await new RosterInMemory().put(file)).rejected;
  const offering = (row: object) => ({ offerings: [{ id: 'ok' }, { id: 'CS', ...row }] });

  it('given a word that nobody knows, then the answer lists those that are', async () => {
    const [rejection] = await put(offering({ mode: 'hybrid' }));
    expect(rejection?.message).toBe('must be one of fully_online, blended, other');
  });

  it.each([
    [offering({ hours: { total: 48, online: 'x' } }), '/offerings/1/hours/online', 'wrong_type'],
    [offering({ hours: { online: 2 } }), '/offerings/1/hours/total', 'missing'],
    [offering({ category: 'sports' }), '/offerings/1/category', 'unknown_value'],
    [offering({ scheme: { process: 5000, final: 4999 } }), '/offerings/1/scheme', 'scheme_sum'],
    [
      offering({ window: { from: from('2026-07-01'), to: from('2026-03-01') } }),
      '/offerings/1/window/to',
      'window_backward',
    ],
    [
      offering({ videos: [{ id: 'v', lengthSec: 0 }] }),
      '/offerings/1/videos/0/lengthSec',
      'out_of_range',
    ],
    [{ networks: [{ cidr: '10.0.0.0/33', kind: 'lab' }] }, '/networks/0/cidr', 'bad_cidr'],
    [{ networks: [{ cidr: '10/8', kind: 'lab' }] }, '/networks/0/cidr', 'bad_cidr'],
    [
      {
        enrolments: [{ student: 'A', offering: 'C', status: 'active', at: '2026-02-30T00:00:00Z' }],
      },
      '/enrolments/0/at',
      'bad_instant',
    ],
    [
      { pledges: [{ student: 'A', offering: 'C', signedAt: '2026-02-20T00:00:00' }] },
      '/pledges/0/signedAt',
      'bad_instant',
    ],
    [
      { students: [student('A', account('x', { from: '2026-03-02', to: '2026-03-01' }))] },
      '/students/0/accounts/0/to',
      'validity_backward',
    ],
    [
      { students: [student('A', account('x'), account('x', { from: '2026-03-01' }))] },
      '/students/0/accounts/1',
      'validity_overlap',
    ],
    [{ students: ['A'] }, '/students/0', 'wrong_type'],
    [{ people: [{ id: 'li', roles: ['king'] }] }, '/people/0/roles/0', 'unknown_value'],
  ])('%j is named at its place', async (file, pointer, code) => {
    expect(await put(file)).toEqual([{ pointer, code, message: expect.any(String) }]);
  });

  it('leaves the good rows standing', async () => {
    const roster = new RosterInMemory();
    await roster.put(offering({ scheme: { final: 1 } }));
    expect(roster.view.offering('ok')).toBeDefined();
    expect(roster.view.offering('CS')).toBeUndefined();
  });
});
