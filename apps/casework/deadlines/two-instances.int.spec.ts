import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseEvent } from '../../../libs/cases/events.js';
import { startCasework, type CaseworkServer } from '../testing/casework-server.js';
import { DeadlineScheduler } from './deadline-scheduler.js';

const IDS = Array.from({ length: 30 }, (_, n) => `2027-${String(n + 1).padStart(6, '0')}`);
const RINGS = ['DeadlineReminded', 'DeadlineOverdue', 'DeadlineEscalated'];

describe('deadlines of two schedulers at once', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-schedulers-'));
  let server: CaseworkServer;
  const rung = async (): Promise<readonly string[]> => {
    const all: string[] = [];
    for (const id of IDS) {
      const history = await server.store.readStream<CaseEvent>(`case-${id}`);
      all.push(
        history
          .map(({ type }) => type)
          .filter((type) => RINGS.includes(type))
          .join(' '),
      );
    }
    return all;
  };

  beforeAll(async () => {
    server = await startCasework(dataDir);
    const clock = { now: '2027-03-01T09:00:00+08:00' };
    await server.as('admin', 'root').post('/api/v1/dev/clock', clock);
    for (const id of IDS)
      await server.flag({
        ...{ id, student: `s-${id}`, violation: 'course_brushing', score: 0.95, threshold: 0.9 },
        ...{ signals: [], policyVersion: '1' },
        course: { offering: 'CS101', college: 'CS', teachers: [], enrolled: true },
      });
    await server.idle();
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given both wake the same cases, then everything happens once', async () => {
    const scheduler = server.get<DeadlineScheduler>(DeadlineScheduler);
    const later = Date.parse('2027-04-01T00:00:00+08:00');
    await Promise.all([
      scheduler.fireDue(later),
      scheduler.fireDue(later),
      scheduler.fireDue(later),
    ]);
    expect(await rung()).toEqual(IDS.map(() => RINGS.join(' ')));
    await scheduler.fireDue(later);
    expect(await rung()).toEqual(IDS.map(() => RINGS.join(' ')));
    expect(await server.index.waking(later, 10)).toEqual([]);
  });
});
