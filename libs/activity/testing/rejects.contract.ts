import { describe, expect, it } from '@jest/globals';
import type { ActivityLedger } from '../activity-ledger.js';
import { heartbeat } from './event-samples.js';

const RECEIVED = Date.UTC(2026, 2, 3);
const many = (count: number) => Array.from({ length: count }, (_, n) => heartbeat(n));
const textOf = (raw: Uint8Array) => Buffer.from(raw).toString('utf8');

/** What every ActivityLedger promises of what was refused; `ledger` is empty at each spec's begin. */
export const rejectsContract = (ledger: () => ActivityLedger): void => {
  describe('rejects', () => {
    it('given rejects with a batch, then they are kept with their bytes, newest first', async () => {
      const reject = (n: number, source: string | undefined = 'chaoxing') => ({
        ...{ source, id: `r-${n}`, code: 'invalid_data', message: '缺少 positionSec' },
        ...{ pointer: '/data', raw: Buffer.from(`{"id":"r-${n}"}`) },
      });
      await ledger().append(many(1), RECEIVED, [reject(1), reject(2), reject(3, 'other')]);
      await ledger().append([], RECEIVED, [{ ...reject(4), id: undefined, pointer: undefined }]);
      const newest = await ledger().rejects({ source: 'chaoxing', limit: 2 });
      expect(newest.map(({ id }) => id)).toEqual([undefined, 'r-2']);
      expect(newest[0]?.pointer).toBeUndefined();
      const rest = await ledger().rejects({
        source: 'chaoxing',
        before: newest[1]!.position,
        limit: 9,
      });
      expect(rest.map((kept) => ({ ...kept, raw: textOf(kept.raw) }))).toEqual([
        { ...reject(1), raw: '{"id":"r-1"}', position: expect.any(Number), receivedAt: RECEIVED },
      ]);
      expect(await ledger().rejects({ limit: 10 })).toHaveLength(4);
      expect(await ledger().figures()).toMatchObject({ events: 1, rejected: 4 });
      const counts = [...(await ledger().refusals()).values()].flatMap(({ rejected }) =>
        Object.values(rejected),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    });
  });

  describe('rejects that the transport gives again', () => {
    const reject = (id: string, origin?: string) => ({
      ...{ source: 'chaoxing', id, code: 'invalid_data', message: 'm', raw: Buffer.from(id) },
      ...(origin !== undefined && { origin }),
    });

    it('given the same origin again, also within a batch, then it is kept and counted once', async () => {
      await ledger().append([], RECEIVED, [reject('a', 't/0/1@5'), reject('a', 't/0/1@5')]);
      await ledger().append(many(1), RECEIVED, [reject('a', 't/0/1@5'), reject('b', 't/0/2@5')]);
      const kept = await ledger().rejects({ limit: 9 });
      expect(kept.map(({ id }) => id)).toEqual(['b', 'a']);
      expect((await ledger().figures()).rejected).toBe(2);
      expect((await ledger().refusals()).get('chaoxing')?.rejected).toEqual({ invalid_data: 2 });
    });

    it('given no origin, then what comes twice is kept twice', async () => {
      await ledger().append([], RECEIVED, [reject('a')]);
      await ledger().append([], RECEIVED, [reject('a')]);
      expect(await ledger().rejects({ limit: 9 })).toHaveLength(2);
    });
  });
};
