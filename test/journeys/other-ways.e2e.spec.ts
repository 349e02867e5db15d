import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  COMMITTEE,
  decideAs,
  decision,
  delivery,
  evidenceOf,
  investigate,
  serveNotice,
} from '../support/case-steps.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, ROSTER } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

interface OutcomeShape {
  readonly id: string;
  readonly kind: string;
  readonly case: string;
}

describe('other ways through a case', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  let server: TestServer;
  const walks = new Map<string, CaseWalk>();

  const walkOf = ({ id }: { id: string }): CaseWalk => {
    const walk = walks.get(id);
    if (!walk) throw new Error('the student has no case');
    return walk;
  };
  const outcomesOf = async (walk: CaseWalk): Promise<readonly OutcomeShape[]> => {
    await server.idle();
    const registrar = server.api.as('dev:registrar:wu');
    const all = await listAll<OutcomeShape>(registrar, '/api/v1/outcomes');
    return all.filter((outcome) => outcome.case === walk.id);
  };
  const restart = async (end: 'stop' | 'kill'): Promise<void> => {
    await server[end]();
    server = await startServer({ dataDir });
    for (const walk of walks.values()) walk.on(server.api);
  };

  beforeAll(async () => {
    server = await startServer({ dataDir });
    await loadRoster(server.api, ROSTER);
    await sendAll(server.api, EVENTS);
    await server.idle();
    const cases = await listAll<CaseShape>(server.api.as('dev:officer:li'), '/api/v1/cases');
    for (const { id, student } of cases) walks.set(student, new CaseWalk(server.api, id));
  });
  afterAll(async () => {
    await server.stop();
    folders.removeAll();
  });

  it('given a student who stays silent, when the defence lapses over restarts, then each deadline fires once', async () => {
    const walk = walkOf(BRUSHERS.major);
    await investigate(walk);
    await serveNotice(walk);
    const defence = await walk.deadline('defence');
    await restart('stop');
    expect(await walk.deadline('defence')).toEqual(defence);
    await walk.pass('defence');
    expect(await walk.now()).toMatchObject({ status: 'defence_closed' });
    await restart('kill');
    expect(await walk.deadline('defence')).toMatchObject({ state: 'lapsed', due: defence.due });
    await decideAs(walk, 'grade_void');
    await walk.run('record_delivery', 'officer:wang', await delivery(walk, 'decision'));
    // The clock moves, but the server dies before anybody hears of it.
    const { due } = await walk.deadline('appeal');
    const now = new Date(Date.parse(due) + 1).toISOString();
    const moved = server.api.post('/api/v1/dev/clock', { now }).catch(() => undefined);
    await moved.then(() => restart('kill'));
    await server.idle();
    expect(await walk.now()).toMatchObject({ status: 'final' });
    const lapsed = (await walk.history()).filter(({ type }) => type === 'DeadlineLapsed');
    expect(lapsed.map(({ data, at }) => [data['name'], at])).toMatchObject([
      ['defence', expect.any(String)],
      ['appeal', expect.any(String)],
    ]);
    for (const once of ['DefenceLapsed', 'CaseFinal', 'CaseDecided', 'NoticeIssued'])
      expect([once, await walk.countOf(once)]).toEqual([once, 1]);
    // A major may be made up and retaken, on approval after good conduct.
    expect(await outcomesOf(walk)).toMatchObject([
      { kind: 'hold' },
      { kind: 'grade_void', makeUp: 'on_approval', retake: 'on_approval' },
    ]);
  });

  it('given nothing established, when the committee decides so, then the hold is released and nothing is voided', async () => {
    const walk = walkOf(BRUSHERS.cleared);
    const asStudent = `student:${BRUSHERS.cleared.id}` as const;
    await investigate(walk);
    await serveNotice(walk);
    await walk.run('waive_defence', asStudent);
    expect(await outcomesOf(walk)).toMatchObject([{ kind: 'hold' }]);
    await walk.run('convene', 'committee:chen', { ...COMMITTEE, meetingAt: await walk.clock() });
    for (const member of COMMITTEE.members) {
      await walk.run('declare_interest', `committee:${member}`, { conflict: false });
      const outcome = member === 'sun' ? 'grade_void' : 'not_established';
      await walk.run('vote', `committee:${member}`, { outcome });
    }
    const evidence = await evidenceOf(walk);
    const minority = decision('grade_void', evidence);
    expect(await walk.refusal('decide', 'committee:chen', minority)).toBe('QuorumNotMet');
    await walk.run('decide', 'committee:chen', decision('not_established', evidence));
    const outcomes = await outcomesOf(walk);
    expect(outcomes).toMatchObject([{ kind: 'hold' }, { kind: 'release' }]);
    // Neither a crash nor the appeal window brings out another word to the registry.
    await restart('kill');
    await walk.run('record_delivery', 'officer:li', await delivery(walk, 'decision'));
    await walk.pass('appeal');
    expect(await outcomesOf(walk)).toEqual(outcomes);
  });

  it('given a false alarm, when dismissed, then the registry hears nothing and the machine stays out', async () => {
    const walk = walkOf(BRUSHERS.dismissed);
    await walk.run('claim', 'officer:li');
    expect(await walk.refusal('dismiss', 'officer:li', { reason: 'tired' })).toBe('400 invalid');
    expect(await walk.run('dismiss', 'officer:li', { reason: 'false_positive' })).toMatchObject({
      status: 'dismissed',
    });
    const again = EVENTS.filter(({ subject }) => subject === BRUSHERS.dismissed.account).map(
      (event) => ({ ...event, id: `${event.id}-later`, time: laterBy(7, event.time) }),
    );
    await sendAll(server.api, again);
    expect(await outcomesOf(walk)).toEqual([]);
    expect(await walk.now()).toMatchObject({ status: 'dismissed' });
    expect(await walk.countOf('SignalsChanged')).toBeGreaterThan(0);
    expect(await walk.countOf('CaseFlagged')).toBe(1);
    const student = BRUSHERS.dismissed.id;
    const officer = server.api.as('dev:officer:li');
    expect(await listAll(officer, `/api/v1/cases?student=${student}`)).toHaveLength(1);
  });
});

const laterBy = (days: number, time: string): string =>
  new Date(Date.parse(time) + days * 86_400_000).toISOString();
