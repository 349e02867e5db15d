import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignalIndex } from '../../../libs/detection/signal-index.js';
import { signalStream } from '../../../libs/detection/signal.js';
import { SIGNAL_INDEX } from '../../../libs/platform/tokens.js';
import {
  brushing,
  EVENT,
  ROSTER,
  startCasework,
  type CaseworkServer,
} from '../testing/casework-server.js';

const [LEI, MEI] = ROSTER.students as unknown as readonly [Student, Student];
interface Student {
  readonly id: string;
  readonly accounts: readonly object[];
}
interface Answer {
  readonly obstacles: readonly { readonly code: string; readonly detail: string }[];
  readonly guard?: string;
}

describe('what stands against an erasure on behalf of others, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-obstacles-'));
  let server: CaseworkServer;

  const ask = (more: object = {}) =>
    server.as('admin', 'root').post<Answer>('/api/v1/erasures', {
      ...{ student: LEI.id, basis: 'purpose_ended', reference: '教务〔2029〕17号', ...more },
    });
  const codes = async () => {
    const { status, body } = await ask({ dryRun: true });
    expect(status).toBe(200);
    return body.obstacles.map(({ code }) => code);
  };
  const put = (student: object) =>
    server.as('admin', 'root').put('/api/v1/roster', { students: [student] });

  beforeAll(async () => {
    server = await startCasework(dataDir);
    await server.as('admin', 'root').put('/api/v1/roster', ROSTER);
    await server.as('vendor', 'chaoxing').send([EVENT]);
    await server.idle();
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given nothing, then nothing stands against it', async () => {
    expect(await codes()).toEqual([]);
  });

  it('given an account that another student claims too, at whatever time, then it is refused until the roster is right', async () => {
    const lent = { source: 'chaoxing', account: LEI.id };
    const then = { from: '2025-09-01T00:00:00+08:00', to: '2025-10-01T00:00:00+08:00' };
    await put({ ...MEI, accounts: [...MEI.accounts, { ...lent, ...then }] });
    expect(await codes()).toEqual(['AccountShared']);
    expect(await ask()).toMatchObject({ status: 422, body: { guard: 'ErasureObstructed' } });
    await put(MEI);
    expect(await codes()).toEqual([]);
  });

  it("given an open case of another that rests on the person's events, then they stay until it is closed", async () => {
    const subject = await server.subjectOf(MEI.id);
    const data = brushing(subject);
    await server.signal({ type: 'SignalRaised', data });
    const [raised] = await server.store.readStream(signalStream(subject, data.offering));
    await server.get<SignalIndex>(SIGNAL_INDEX).apply([raised as never], raised!.position);
    await server.idle();
    expect(await codes()).toEqual(['EvidenceOfOthers']);
    expect(await ask()).toMatchObject({ status: 422, body: { guard: 'ErasureObstructed' } });

    const officer = server.as('officer', 'li');
    const list = await officer.get<{ items: { id: string; version: number }[] }>(
      `/api/v1/cases?student=${MEI.id}`,
    );
    const [found] = list.body.items;
    const path = `/api/v1/cases/${found!.id}/commands`;
    const claimed = await officer.post<{ version: number }>(`${path}/claim`, {
      expectedVersion: found!.version,
    });
    const reason = { expectedVersion: claimed.body.version, reason: 'false_positive' };
    expect((await officer.post(`${path}/dismiss`, reason)).status).toBe(200);
    expect(await codes()).toEqual([]);
  });
});
