import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DeliveryBoard, type BoardEvent, type Job } from './delivery-board.js';
import type { Attempted } from './delivery.js';
import { factOf } from './outcome-of-attempt.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

const webhook = (name: string, types: readonly ('*' | 'hold' | 'grade_void')[] = ['*']) =>
  ({
    type: 'WebhookRegistered',
    data: { name, url: `https://${name}.example/`, types },
  }) as const;

/** Message `version` of a case: the first is a hold, later ones a void. */
const message = (id: string, version: number): BoardEvent => ({
  type: version === 1 ? 'HoldPlaced' : 'OutcomeIssued',
  data: {
    ...{ id: `${id}-${version}`, version, case: id, student: 's', offering: 'o' },
    kind: version === 1 ? 'hold' : 'grade_void',
    ...{ makeUp: 'no', retake: 'no', decidedAt: 0, causedBy: version },
  },
});

const OK: Attempted = { ok: true, status: 200, tookMs: 5 };
const SILENCE: Attempted = { ok: false, reason: 'timeout', tookMs: 10_000 };
const REFUSED: Attempted = { ok: false, reason: 'status', status: 422, tookMs: 5 };

const boardOf = (...events: BoardEvent[]): DeliveryBoard => {
  const board = new DeliveryBoard();
  for (const event of events) board.apply(event);
  return board;
};
const ids = (jobs: readonly Job[]) => jobs.map((job) => `${job.webhook}:${job.outcome}`);
const answer = (board: DeliveryBoard, jobs: readonly Job[], attempted: Attempted, at: number) => {
  for (const job of jobs) board.apply(factOf(job, attempted, at, 0));
};

describe('what is to be delivered', () => {
  it('given two addresses, when messages come, then each gets what it wants, from its registration on', () => {
    const board = boardOf(
      message('c0', 1),
      webhook('all'),
      webhook('voids', ['grade_void']),
      message('c1', 1),
      message('c2', 2),
    );
    expect(ids(board.take(0))).toEqual(['all:c1-1', 'all:c2-2', 'voids:c2-2']);
    expect(board.take(0)).toEqual([]);
  });

  it('given two messages of a case, when the first waits, then the second waits and other cases go on', () => {
    const board = boardOf(webhook('jw'), message('c1', 1), message('c1', 2), message('c2', 1));
    const first = board.take(0);
    expect(ids(first)).toEqual(['jw:c1-1', 'jw:c2-1']);
    answer(board, first.slice(0, 1), REFUSED, 0);
    answer(board, first.slice(1), OK, 0);
    expect(board.take(900)).toEqual([]);
    const again = board.take(2 * SECOND);
    expect(again).toMatchObject([{ outcome: 'c1-1', attempt: 2, failures: 0 }]);
    answer(board, again, OK, 2 * SECOND);
    expect(ids(board.take(2 * SECOND))).toEqual(['jw:c1-2']);
  });

  it('given silence, when it lasts, then one message asks at longer and longer intervals, up to an hour', () => {
    const events = Array.from({ length: 50 }, (_, at) => message(`c${at}`, 1));
    const board = boardOf(webhook('jw'), ...events);
    const waits: number[] = [];
    let now = 0;
    answer(board, board.take(now), SILENCE, now);
    for (let round = 0; round < 14; round += 1) {
      const next = board.get('jw')?.status().nextAttemptAt ?? 0;
      waits.push(next - now);
      expect(board.take(next - 1)).toEqual([]);
      now = next;
      const asked = board.take(now);
      expect(asked).toHaveLength(1);
      answer(board, asked, SILENCE, now);
    }
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8].map((seconds) => seconds * SECOND));
    expect(waits.at(-1)).toBe(HOUR / 2);
    expect(board.get('jw')?.status()).toMatchObject({ pending: 50, failingSince: 0 });
    now = board.get('jw')?.status().nextAttemptAt ?? 0;
    answer(board, board.take(now), OK, now);
    expect(board.take(now)).toHaveLength(4);
    expect(board.get('jw')?.status().failingSince).toBeUndefined();
  });

  it('given one message that the registry cannot take, then the others are not held up by it', () => {
    const board = boardOf(webhook('jw'), message('bad', 1), message('c1', 1), message('c2', 1));
    const broken: Attempted = { ok: false, reason: 'status', status: 500, tookMs: 1 };
    const arrived = new Set<string>();
    for (let now = 0; now < 60 * SECOND; now += SECOND)
      for (const job of board.take(now)) {
        const fails = job.outcome === 'bad-1';
        if (!fails) arrived.add(job.outcome);
        answer(board, [job], fails ? broken : OK, now);
      }
    expect([...arrived].sort()).toEqual(['c1-1', 'c2-1']);
  });

  it('given a redelivery, a removal and an address that is gone, then each does what it says', () => {
    const board = boardOf(webhook('jw'), message('2026-000001', 1));
    answer(board, board.take(0), OK, 0);
    const again = { webhook: 'jw', outcome: '2026-000001-1', at: 1 };
    board.apply({ type: 'RedeliveryRequested', data: again });
    board.apply({ type: 'RedeliveryRequested', data: again });
    expect(ids(board.take(1))).toEqual(['jw:2026-000001-1']);
    board.apply({ type: 'WebhookDisabled', data: { name: 'jw', reason: 'gone' } });
    board.apply(message('c2', 1));
    expect(board.take(1)).toEqual([]);
    expect(board.get('jw')?.status()).toMatchObject({ disabled: true, pending: 2 });
    board.apply({ ...webhook('jw'), type: 'WebhookChanged' });
    expect(ids(board.take(1))).toEqual(['jw:c2-1']);
    board.apply({ type: 'WebhookRemoved', data: { name: 'jw' } });
    expect(board.names()).toEqual([]);
    expect(board.due(1)).toBe(0);
  });

  it('given any answers in any order and crashes, then everything arrives, each case in order', () => {
    const answers = fc.constantFrom(OK, SILENCE, REFUSED);
    fc.assert(
      fc.property(fc.array(fc.tuple(answers, fc.boolean()), { maxLength: 60 }), (plan) => {
        const log: BoardEvent[] = [webhook('jw')];
        for (const id of ['c1', 'c2', 'c3']) log.push(message(id, 1), message(id, 2));
        let board = boardOf(...log);
        const arrived: string[] = [];
        let now = 0;
        for (let step = 0; board.get('jw')?.status().pending; step += 1) {
          const [said, crash] = plan[step] ?? [OK, false];
          if (crash) board = boardOf(...log);
          now = Math.max(now, board.get('jw')?.status().nextAttemptAt ?? 0);
          for (const job of board.take(now)) {
            const fact = factOf(job, said, now, 0.5);
            if (said.ok) arrived.push(job.outcome);
            log.push(fact);
            board.apply(fact);
          }
        }
        expect(new Set(arrived).size).toBe(6);
        for (const id of ['c1', 'c2', 'c3'])
          expect(arrived.filter((one) => one.startsWith(id))).toEqual([`${id}-1`, `${id}-2`]);
      }),
    );
  });
});
