import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilIdle } from '../../../libs/platform/clock/idle.js';
import { readSettings } from '../../../libs/platform/settings.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { Api } from '../../../test/support/api.js';
import { startServer, type Server } from '../../probity/serving/start-server.js';

const student = (id: string) => ({
  ...{ id, name: `学生${id}`, college: 'CS' },
  accounts: [{ source: 'lms', account: `a-${id}`, from: null, to: null }],
});
const ROSTER = {
  students: [student('1'), student('2')],
  offerings: [{ id: 'CS', course: 'CS', college: 'CS' }],
  enrolments: ['1', '2'].map((id) => ({
    ...{ student: id, offering: 'CS', status: 'active', at: '2026-02-20T00:00:00+08:00' },
  })),
};
const report = (id: string) => ({
  ...{ specversion: '1.0', id: `r-${id}`, source: 'lms', subject: `a-${id}` },
  ...{ type: 'probity.platform.reported.v1', time: '2026-03-03T08:00:00+08:00' },
  data: { offering: 'CS', violation: 'course_brushing', reason: '刷课', reference: `r-${id}` },
});
/** Three videos at five times the clock. */
const brushed = Array.from({ length: 240 }, (_, n) => ({
  ...{ specversion: '1.0', id: `b-${n}`, source: 'lms', subject: 'a-1' },
  type: 'probity.video.heartbeat.v1',
  time: new Date(
    Date.parse('2026-03-02T08:00:00+08:00') + Math.floor(n / 3) * 30_000,
  ).toISOString(),
  data: {
    ...{ offering: 'CS', activity: `v${n % 3}`, session: `s${n % 3}` },
    ...{ positionSec: Math.floor(n / 3) * 150, lengthSec: 12_000, rate: 1, intervalSec: 30 },
  },
}));

interface Shown {
  readonly id: string;
  readonly version: number;
  readonly student: string;
  readonly score: number;
  readonly baselines: readonly string[];
}

describe("what people decide about a vendor's accusations", () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-vendor-'));
  let server: Server;
  beforeAll(async () => {
    const settings = { PROBITY_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' };
    server = await startServer(readSettings(settings, { dev: true }), [
      ...(['gateway', 'timeline', 'detection', 'casework'] as const),
    ]);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const as = (who: string) => new Api(server.url, `dev:${who}`);
  const idle = () => untilIdle(server.app.get(WorkRegistry), 20_000);
  const items = async (path: string): Promise<readonly Shown[]> => {
    await idle();
    return (await as('officer:li').get<{ items: Shown[] }>(path)).body.items;
  };
  const reports = () => items('/api/v1/signals?detector=vendor-report-course-brushing');
  const command = async (name: string, body: object = {}) => {
    const [open] = await items('/api/v1/cases');
    const path = `/api/v1/cases/${open?.id}/commands/${name}`;
    const data = { expectedVersion: open?.version, ...body };
    expect((await as('officer:li').post(path, data)).status).toBe(200);
  };

  it('given one refuted, then the next counts less, wherever it stands', async () => {
    expect((await as('registrar:r').put('/api/v1/roster', ROSTER)).status).toBe(200);
    const sent = await as('vendor:lms').send([...brushed, report('1'), report('2')]);
    expect(sent.status).toBe(202);
    const before = await reports();
    expect(before.map(({ baselines }) => baselines)).toEqual([[], []]);
    expect(await items('/api/v1/cases')).toMatchObject([{ student: '1' }]);

    await command('claim');
    await command('dismiss', { reason: 'vendor_error' });

    const after = await reports();
    expect(after.map(({ baselines }) => baselines)).toEqual([
      ['vendor.record/standing@1'],
      ['vendor.record/standing@1'],
    ]);
    expect(after[0]!.score).toBeLessThan(before[0]!.score);
  });
});
