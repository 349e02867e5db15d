import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseStream, type CaseEvent } from '../../../libs/cases/events.js';
import { START, STUDENT } from '../../../libs/cases/testing/journey.js';
import { caseAt, type Stop } from '../../../libs/cases/testing/stops.js';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';
import { CaseStreams } from './case-streams.js';
import { listen, until, type Listener, type Sent } from './testing/listener.js';

const STREAM = '/api/v1/cases/stream';
const STUDENTS_NUMBER = '2023010123';

/** Case id and type of each event, in order. */
const told = (events: readonly Sent[]): string[] =>
  events.map(({ data }) => `${String(data?.['case'])} ${String(data?.['type'])}`);

describe('the stream of cases, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-stream-'));
  let server: CaseworkServer;
  let subject: string;
  const listeners: Listener[] = [];

  const connect = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
    const listener = await listen(`${server.as('', '').url}${STREAM}${query}`, headers);
    listeners.push(listener);
    if (listener.status === 200) await until(() => listener.sent.length > 0);
    return listener;
  };
  const as = (role: string, name: string, lastEventId?: string) =>
    connect('', {
      authorization: `Bearer dev:${role}:${name}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    });
  const append = async (id: string, events: readonly CaseEvent[], college = 'CS') => {
    const actor = { role: 'system', person: 'spec' };
    const metadata = { at: new Date(START).toISOString(), actor };
    const own = JSON.parse(
      JSON.stringify(events)
        .replaceAll(STUDENT, subject)
        .replaceAll('"college":"CS"', `"college":"${college}"`),
    ) as CaseEvent[];
    await server.store.append(
      caseStream(id),
      'any',
      own.map((event) => ({ id: randomUUID(), ...event, metadata })),
    );
  };
  /** The events that lead from one stop to the next. */
  const between = (from: Stop | undefined, to: Stop): readonly CaseEvent[] =>
    caseAt(to).events.slice(from === undefined ? 0 : caseAt(from).events.length);

  beforeAll(async () => {
    server = await startCasework(dataDir);
    const admin = server.as('admin', 'root');
    await admin.post('/api/v1/dev/clock', { now: '2027-03-01T09:00:00+08:00' });
    expect((await admin.put('/api/v1/roster', ROSTER)).status).toBe(200);
    subject = await server.subjectOf(STUDENTS_NUMBER);
  });
  afterAll(async () => {
    for (const listener of listeners) listener.close();
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given two officers of different colleges and an auditor, when cases change, then each is told of what they may see, in its order', async () => {
    const [wang, math, auditor] = [
      await as('officer', 'wang'),
      await as('officer', 'math'),
      await as('auditor', 'aud'),
    ];
    const flagged = between(undefined, 'flagged');
    await append('a-1', flagged);
    await append('a-2', flagged, 'MA');
    await append('a-1', between('flagged', 'triage'));
    const all = await auditor.cases(flagged.length * 2 + 1);
    const ours = await wang.cases(flagged.length + 1);
    const theirs = await math.cases(flagged.length);
    expect(new Set(told(ours).map((one) => one.slice(0, 3)))).toEqual(new Set(['a-1']));
    expect(told(theirs)).toEqual(flagged.map(({ type }) => `a-2 ${type}`));
    expect(all.map(({ id }) => id)).toEqual([...new Set(all.map(({ id }) => id))]);
    expect(told(all).filter((one) => one.startsWith('a-1'))).toEqual(told(ours));
    const last = ours.at(-1)?.data;
    expect(last).toEqual({
      ...{ case: 'a-1', version: flagged.length + 1, status: 'triage', type: 'CaseClaimed' },
      at: '2026-03-02T09:00:00.000+08:00',
    });
  });

  it('given a stream, then it is one: type, no store, a way to come back, and nobody reads a case file', async () => {
    const { headers, sent } = await as('officer', 'wang');
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-accel-buffering']).toBe('no');
    expect(sent[0]).toEqual({ retry: '3000', event: 'ready', id: expect.any(String), data: {} });
    const log = await server.as('auditor', 'aud').get<{ items: unknown[] }>('/api/v1/access-log');
    expect(log.body.items).toEqual([]);
  });

  it('given roles that read no cases, or nobody, when they call, then they are refused', async () => {
    expect((await as('admin', 'root')).status).toBe(403);
    expect((await as('registrar', 'reg')).status).toBe(403);
    expect((await connect('')).status).toBe(401);
    const refused = await as('officer', 'wang', 'forged');
    expect([refused.status, refused.text()]).toEqual([
      400,
      expect.stringContaining('"/lastEventId"'),
    ]);
    const ahead = Buffer.from('900719925474').toString('base64url');
    expect((await as('officer', 'wang', ahead)).status).toBe(400);
    expect((await as('officer', 'wang', '')).status).toBe(200);
  });

  it('given a student, then the own case is told from the notice on, and only what its history shows', async () => {
    const own = await as('student', STUDENTS_NUMBER);
    const other = await as('student', '2023010124');
    const officer = await as('officer', 'wang');
    const before = between(undefined, 'approved');
    await append('s-1', before);
    await officer.cases(before.length);
    expect(own.sent).toHaveLength(1);
    const noticed = between('approved', 'notice_issued');
    const note = { type: 'NoteAdded', data: { command: 'x', note: '', by: 'li', at: START } };
    await append('s-1', [...noticed, note as unknown as CaseEvent]);
    await append('s-1', between('notice_issued', 'defence_open'));
    const seen = await own.cases(2);
    const rest = between('notice_issued', 'defence_open').length;
    await officer.cases(before.length + noticed.length + 1 + rest);
    expect(told(seen)).toEqual(['s-1 NoticeIssued', 's-1 DeliveryRecorded']);
    expect(seen.map(({ data }) => data?.['status'])).toEqual(['notice_issued', 'defence_open']);
    expect(other.sent).toHaveLength(1);
    // Coming back from the beginning shows no more than listening did.
    const again = await as('student', STUDENTS_NUMBER, Buffer.from('0').toString('base64url'));
    expect(told(await again.cases(2))).toEqual(told(seen));
  });

  it('given a client that was cut off, when it comes back with its last id, then nothing is missing and nothing comes twice', async () => {
    const whole = await as('officer', 'wang');
    const first = await as('officer', 'wang');
    const events = between(undefined, 'approved');
    await append('r-1', events.slice(0, 4));
    await first.cases(4);
    first.close();
    await append('r-1', events.slice(4, 6));
    const [last] = (await first.cases(4)).slice(-1);
    const second = await as('officer', 'wang', last?.id);
    await append('r-1', events.slice(6));
    const [after, all] = [await second.cases(events.length - 4), await whole.cases(events.length)];
    expect([...(await first.cases(4)), ...after]).toEqual(all);
    // One who comes back after all had left, and the feed with them, reads the same from the store.
    for (const listener of listeners) listener.close();
    await until(() => server.get<CaseStreams>(CaseStreams).count === 0);
    await append('r-2', between(undefined, 'flagged'));
    const third = await as('officer', 'wang', last?.id);
    const flagged = between(undefined, 'flagged').length;
    const since = await third.cases(events.length - 4 + flagged);
    expect(since.slice(0, -flagged)).toEqual(after);
    expect(told(since).slice(-flagged)[0]).toBe('r-2 CaseFlagged');
  });

  it('given a ticket, then it opens one stream for its bearer within a minute; used, expired or forged, none', async () => {
    const issue = async (role: string, name: string) => {
      const answer = await server.as(role, name).post<{ ticket: string }>(`${STREAM}/tickets`);
      return answer;
    };
    const { status, body } = await issue('officer', 'math');
    expect([status, body]).toEqual([
      201,
      {
        ticket: expect.stringMatching(/^[\w-]{43}$/),
        expiresAt: expect.stringMatching(/^2027-03-01T09:01:0\d\.\d{3}\+08:00$/),
      },
    ]);
    const math = await connect(`?ticket=${body.ticket}`);
    await append('t-1', between(undefined, 'flagged'), 'MA');
    await append('t-2', between(undefined, 'flagged'));
    await append('t-3', between(undefined, 'flagged'), 'MA');
    const count = between(undefined, 'flagged').length * 2;
    const seen = await math.cases(count);
    expect(new Set(told(seen).map((one) => one.slice(0, 3)))).toEqual(new Set(['t-1', 't-3']));
    expect((await connect(`?ticket=${body.ticket}`)).status).toBe(401);
    // A ticket opens this route and no other, and a resumed stream needs another one.
    const { ticket } = (await issue('officer', 'math')).body;
    const { url } = server.as('', '');
    expect((await listen(`${url}/api/v1/cases?ticket=${ticket}`)).status).toBe(401);
    const back = await connect(`?ticket=${ticket}&lastEventId=${seen[0]?.id ?? ''}`);
    expect(await back.cases(count - 1)).toEqual(seen.slice(1));
    expect((await connect(`?ticket=${'A'.repeat(43)}`)).status).toBe(401);
    expect((await connect(`?ticket=a&ticket=b`)).status).toBe(401);
    expect((await issue('admin', 'root')).status).toBe(403);

    const late = (await issue('officer', 'math')).body;
    await server.as('admin', 'root').post('/api/v1/dev/clock', { advance: 'PT1M' });
    expect((await connect(`?ticket=${late.ticket}`)).status).toBe(401);
  });

  it('given a reader that does not read, when very much happens, then it alone is cut off, and comes back', async () => {
    const reading = await as('officer', 'wang');
    const asleep = await as('officer', 'wang');
    asleep.pause();
    const note = { type: 'NoteAdded', data: { command: 'x', note: '', by: 'li', at: START } };
    const many = Array.from({ length: 1_000 }, () => note as unknown as CaseEvent);
    const flagged = between(undefined, 'flagged');
    const { count } = server.get<CaseStreams>(CaseStreams);
    let told = 0;
    for (let at = 0; at < 60 && server.get<CaseStreams>(CaseStreams).count === count; at += 1) {
      await append(`m-${String(at)}`, [...flagged, ...many]);
      told += flagged.length + many.length;
      await reading.cases(told);
    }
    await until(() => server.get<CaseStreams>(CaseStreams).count === count - 1);
    expect(reading.isOver()).toBe(false);
    asleep.resume();
    await until(() => asleep.isOver());
    const kept = asleep.sent.filter(({ event }) => event === 'case');
    const back = await as('officer', 'wang', kept.at(-1)?.id);
    const all = await reading.cases(told);
    expect([...kept, ...(await back.cases(told - kept.length, 30_000))]).toEqual(all);
  }, 60_000);

  it('given open streams, when the server shuts down, then they end and nothing holds it up', async () => {
    const open = [await as('officer', 'wang'), await as('auditor', 'aud')];
    const begun = Date.now();
    await server.close();
    await until(() => open.every((one) => one.isOver()));
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});
