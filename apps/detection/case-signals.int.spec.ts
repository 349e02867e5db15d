import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evidenceOf, finding } from '../../test/support/case-steps.js';
import { CaseWalk } from '../../test/support/case-walk.js';
import {
  brushing,
  EVENT,
  ROSTER,
  startCasework,
  type CaseworkServer,
} from '../casework/testing/casework-server.js';

/** None that runs: what it has said stays as it is. */
const DETECTOR = 'told-by-hand';

type Listed = { readonly items: readonly { readonly id: string }[] };

describe('signals, for those who see them through their cases', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-case-signals-'));
  let server: CaseworkServer;
  let walk: CaseWalk;

  const one = async (role: string, name: string) =>
    (await server.as(role, name).get('/api/v1/signals/sig-1')).status;
  const list = async (role: string, name: string, query = '') =>
    (await server.as(role, name).get<Listed>(`/api/v1/signals${query}`)).body.items.map(
      ({ id }) => id,
    );

  beforeAll(async () => {
    server = await startCasework(dataDir, {}, ['gateway', 'detection', 'casework']);
    const admin = server.as('admin', 'root');
    await admin.post('/api/v1/dev/clock', { now: '2027-03-01T09:00:00+08:00' });
    await admin.put('/api/v1/roster', ROSTER);
    await server.as('vendor', 'chaoxing').send([EVENT]);
    await server.idle();
    const subjects = [await server.subjectOf('2023010123'), await server.subjectOf('2023010124')];
    for (const [at, subject] of subjects.entries())
      await server.signal({
        type: 'SignalRaised',
        data: brushing(subject, { id: `sig-${at + 1}`, detector: DETECTOR }),
      });
    await server.idle();
    await server.idle();
    const { id, detector, detectorVersion, revision, score } = brushing(subjects[0] ?? '');
    await server.flag({
      ...{ id: '2027-000900', student: subjects[0] ?? '', violation: 'course_brushing' },
      ...{ score, threshold: 0.9, policyVersion: 'default-1' },
      signals: [{ id, detector, detectorVersion, revision, score, state: 'raised' }],
      course: { offering: 'CS101-2026S-01', teachers: [], enrolled: true },
    });
    await server.idle();
    walk = new CaseWalk(admin, '2027-000900');
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given a case that is not in the queue, then its signals are not there', async () => {
    expect(await list('officer', 'li')).toHaveLength(2);
    expect(await one('reviewer', 'zhao')).toBe(404);
    expect(await list('reviewer', 'zhao')).toEqual([]);
    expect((await server.as('student', '2023010123').get('/api/v1/signals')).status).toBe(403);
  });

  it('given a finding to review, then the reviewer reads the signals of that case alone', async () => {
    await walk.run('claim', 'officer:li');
    await walk.run('open_investigation', 'officer:li', { investigators: ['wang'] });
    for (const who of ['officer:li', 'officer:wang'] as const)
      await walk.run('declare_interest', who, { conflict: false });
    const item = { sourceClass: 'statement', title: '举报', text: '举报', bearing: 'inculpatory' };
    await walk.run('add_evidence', 'officer:li', item);
    await walk.run('submit_finding', 'officer:li', finding(await evidenceOf(walk)));
    await server.idle();
    expect(await list('reviewer', 'zhao')).toEqual(['sig-1']);
    expect(await list('reviewer', 'zhao', '?student=2023010124')).toEqual([]);
    expect(await list('reviewer', 'zhao', '?minScore=1')).toEqual([]);
    expect(await list('reviewer', 'zhao', `?detector=${DETECTOR}&limit=1`)).toEqual(['sig-1']);
    expect(await one('reviewer', 'zhao')).toBe(200);
    expect(await one('committee', 'chen')).toBe(404);
    const other = await server.as('reviewer', 'zhao').get('/api/v1/signals/sig-2');
    expect(other.status).toBe(404);
  });
});
