import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignalIndex } from '../../../libs/detection/signal-index.js';
import { signalStream, type SignalEvent } from '../../../libs/detection/signal.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { SIGNAL_INDEX, TIMELINE_INDEX } from '../../../libs/platform/tokens.js';
import type { TimelineIndex } from '../../../libs/timelines/timeline-index.js';
import {
  brushing,
  ROSTER,
  startCasework,
  type CaseworkServer,
} from '../testing/casework-server.js';

const ID = 'CS101-2026S-01';
interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next?: string;
}

/** What detection would have on record. */
const raised = (subject: string, hours: number, version: number): RecordedEvent<SignalEvent> => ({
  ...{ id: `e-${String(version)}`, stream: signalStream(subject, ID), version, position: version },
  ...{ salt: '', type: version === 1 ? 'SignalRaised' : 'SignalRevised' },
  data: brushing(subject, {
    ...{ id: 'absence', detector: 'excessive-absence', violation: 'excessive_absence' },
    ...{ revision: version, state: version === 1 ? 'raised' : 'revised' },
    numbers: [{ name: 'absent_hours', value: hours, threshold: 16, unit: 'teaching hours' }],
  }),
  metadata: { at: '2026-06-30T00:00:00.000Z', actor: { role: 'system', person: 'detection' } },
});

describe('progress of an offering, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-progress-'));
  let server: CaseworkServer;
  const ask = (role: string, name: string, query = '', id = ID) =>
    server.as(role, name).get<Page>(`/api/v1/offerings/${id}/progress${query}`);

  beforeAll(async () => {
    server = await startCasework(dataDir);
    const at = '2026-02-21T08:00:00+08:00';
    const second = { student: '2023010124', offering: ID, status: 'active', at };
    await server.as('admin', 'root').put('/api/v1/roster', {
      ...ROSTER,
      enrolments: [...ROSTER.enrolments, second],
      pledges: [{ student: '2023010123', offering: ID, signedAt: at }],
    });
    const account = { source: 'chaoxing', account: '2023010123' };
    const row = { ...account, type: 'probity.session.started.v1', offering: ID, position: 1 };
    await server.get<TimelineIndex>(TIMELINE_INDEX).append(
      [
        { ...row, id: 'e-1', time: Date.parse('2026-03-02T08:00:00+08:00') },
        { ...row, id: 'e-2', time: Date.parse('2026-03-03T08:00:00+08:00'), offering: 'X' },
      ],
      'none',
      1,
    );
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given what the students did, then each is told with the last of it here', async () => {
    const { status, body } = await ask('teacher', 't-17');
    expect(status).toBe(200);
    expect(body.items).toEqual([
      {
        ...{
          completion: null,
          student: '2023010123',
          absence: null,
          pledgedAt: '2026-02-21T08:00:00.000+08:00',
        },
        lastActivityAt: '2026-03-02T08:00:00.000+08:00',
      },
      {
        ...{ student: '2023010124', lastActivityAt: null, pledgedAt: null },
        ...{ absence: null, completion: null },
      },
    ]);
  });

  it('given missed hours, then they are a warning up to the share, and more above it', async () => {
    const subject = await server.subjectOf('2023010124');
    const told = async (hours: number, revision: number) => {
      await server
        .get<SignalIndex>(SIGNAL_INDEX)
        .apply([raised(subject, hours, revision)], revision);
      return (await ask('auditor', 'aud')).body.items[1]?.['absence'];
    };
    await server.as('admin', 'root').put('/api/v1/roster', {
      offerings: [{ ...ROSTER.offerings[0], hours: { total: 48 } }],
    });
    const total = { totalHours: 48 };
    expect(await told(16, 1)).toEqual({ hours: 16, ...total, standing: 'warning' });
    expect(await told(17, 2)).toEqual({ hours: 17, ...total, standing: 'excessive' });
  });

  it('given pages and callers, then each gets what is theirs', async () => {
    const first = (await ask('officer', 'wang', '?limit=1')).body;
    expect(first.items).toMatchObject([{ student: '2023010123' }]);
    const rest = (await ask('officer', 'wang', `?limit=1&cursor=${String(first.next)}`)).body;
    expect(rest.items).toMatchObject([{ student: '2023010124' }]);
    expect(rest.next).toBeUndefined();
    expect((await ask('officer', 'math')).status).toBe(404);
    expect((await ask('teacher', 't-99')).status).toBe(404);
    expect((await ask('auditor', 'aud', '', 'none')).status).toBe(404);
    expect((await ask('student', '2023010123')).status).toBe(403);
  });
});
