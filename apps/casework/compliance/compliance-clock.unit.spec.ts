import { describe, expect, it } from '@jest/globals';
import { MemoryOwnerships } from '../../../libs/adapters/memory/memory-ownerships.js';
import type { Log } from '../../../libs/platform/logging.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import type { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { Installation } from '../shared/installation.js';
import { ComplianceClock } from './compliance-clock.js';
import type { ComplianceCases } from './compliance-cases.js';

const NOON = Date.parse('2026-03-02T12:00:00+08:00');
const SEC = 1000;

/** A clock over three offerings, of which what `fails` names cannot be looked at. */
const world = async (fails: Map<string, Error>) => {
  const looked: string[] = [];
  const logged: unknown[] = [];
  const offerings = ['A', 'B', 'C'].map((id) => ({ id, exceptions: [] }));
  const cases = {
    review: async ({ id }: { id: string }) => {
      looked.push(id);
      const error = fails.get(id);
      if (error) throw error;
    },
  };
  const clock = new ComplianceClock(
    cases as unknown as ComplianceCases,
    {
      view: { offerings: () => offerings },
      caughtUp: async () => undefined,
    } as unknown as RosterReader,
    new WorkRegistry(),
    { zone: 'Asia/Shanghai' } as Installation,
    (work, count) => new MemoryOwnerships().of(work, count),
    { error: (fields: unknown) => logged.push(fields) } as unknown as Log,
  );
  await clock.onApplicationBootstrap();
  const lookedAt = async (at: number) => {
    looked.length = 0;
    await clock.fireDue(at);
    return [...looked];
  };
  return { lookedAt, logged };
};

describe('the round over all offerings', () => {
  it('given one that cannot be looked at, then the others are, and it alone is tried again, ever later', async () => {
    const fails = new Map([['A', new Error('case 7: update_findings conflict')]]);
    const { lookedAt, logged } = await world(fails);
    expect(await lookedAt(NOON)).toEqual(['A', 'B', 'C']);
    expect(logged).toEqual([{ offering: 'A', reason: 'Error: case 7: update_findings conflict' }]);
    expect(await lookedAt(NOON + 1 * SEC)).toEqual([]);
    expect(await lookedAt(NOON + 10 * SEC)).toEqual(['A']);
    expect(await lookedAt(NOON + 29 * SEC)).toEqual([]);
    fails.clear();
    expect(await lookedAt(NOON + 30 * SEC)).toEqual(['A']);
    expect(await lookedAt(NOON + 90 * SEC)).toEqual([]);
  });

  it('given an engine that is away, then the round is nobody’s fault and is done again', async () => {
    const away = Object.assign(new Error('away'), { storeUnavailable: true });
    const fails = new Map([['B', away]]);
    const { lookedAt, logged } = await world(fails);
    await expect(lookedAt(NOON)).rejects.toBe(away);
    fails.clear();
    expect(await lookedAt(NOON + 1 * SEC)).toEqual(['A', 'B', 'C']);
    expect(logged).toEqual([]);
  });
});
