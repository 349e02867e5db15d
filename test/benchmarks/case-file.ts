import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { openEmbeddedStores } from '../../libs/adapters/sqlite/embedded.js';
import { verifyCaseFile } from '../../libs/case-file/verify/verify.js';
import { readZip } from '../../libs/case-file/verify/zip-reader.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { EVENTS, ROSTER } from '../support/small-class.js';
import { inParts, tell } from './rounds.js';
import type { Row } from './table.js';

/** A case of so many events, each with a text of its own, taken out of a server on SQLite over HTTP. */
export const caseFileRows = async (events: number, rounds: number): Promise<readonly Row[]> => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'probity-bench-')), 'data');
  const figures: Figures = {
    ...{ first: [], again: [], cpu: [], student: [], verified: [], raw: [], peak: [], grown: [] },
  };
  try {
    const id = await investigated(dataDir);
    await grow(dataDir, id, events);
    for (let round = 1; round <= rounds; round += 1) {
      tell(`case file of ${String(events)} events, round ${String(round)} of ${String(rounds)}`);
      await oneRound(dataDir, id, figures);
    }
  } finally {
    rmSync(join(dataDir, '..'), { recursive: true, force: true });
  }
  const { first, again, cpu, student, verified, raw, peak, grown } = figures;
  const limit = { name: 'SHA-256 and yazl, stored, of the same files', values: raw };
  const size = `case file, ${events.toLocaleString('en-US')} events with a text each`;
  return [
    { name: `${size}: court, first since the start`, values: first, unit: 'ms', limit },
    { name: 'the same again', values: again, unit: 'ms', limit },
    { name: 'the same, processor’s time of the whole server', values: cpu, unit: 'ms', limit },
    { name: 'the same for the student', values: student, unit: 'ms' },
    { name: 'verified', values: verified, unit: 'ms', limit },
    { name: 'RSS of the server, most', values: peak, unit: 'MiB' },
    { name: 'of which since before the exports', values: grown, unit: 'MiB' },
  ];
};

type Figures = Record<
  'first' | 'again' | 'cpu' | 'student' | 'verified' | 'raw' | 'peak' | 'grown',
  number[]
>;

/** A case with a student's vendor events as evidence. */
const investigated = async (dataDir: string): Promise<string> => {
  const server = await startServer({ dataDir });
  await loadRoster(server.api, ROSTER);
  await sendAll(server.api, EVENTS);
  await server.idle();
  const [found] = await listAll<CaseShape>(server.api.as('dev:officer:li'), '/api/v1/cases');
  const walk = new CaseWalk(server.api, found?.id ?? '');
  await walk.run('claim', 'officer:li');
  await walk.run('open_investigation', 'officer:li', { investigators: ['wang'] });
  await server.stop();
  return walk.id;
};

/** Notes by an officer until the case has so many events. */
const grow = async (dataDir: string, id: string, events: number): Promise<void> => {
  const stores = await openEmbeddedStores(dataDir);
  const stream = `case-${id}`;
  const known = await stores.eventStore.readStream(stream);
  const { student } = known[0]?.data as { student: string };
  const metadata = { at: known.at(-1)!.metadata.at, actor: { role: 'officer', person: 'li' } };
  const numbers = Array.from({ length: events - known.length }, (_, at) => at);
  for (const part of inParts(numbers, 200)) {
    const notes = await stores.vault.put(
      part.map((at) => ({
        owner: student,
        mediaType: 'text/plain;charset=utf-8',
        bytes: Buffer.from(`第 ${String(at)} 次记录:${'核对平台日志与座位表,'.repeat(8)}`),
      })),
    );
    const data = { by: 'li', at: Date.parse(metadata.at), command: 'claim' };
    await stores.eventStore.append(
      stream,
      'any',
      notes.map((note) => ({
        ...{ id: randomUUID(), type: 'NoteAdded', data: { ...data, note }, metadata },
      })),
    );
  }
  await stores.close();
};

const oneRound = async (dataDir: string, id: string, figures: Figures): Promise<void> => {
  const server = await startServer({ dataDir });
  await server.idle();
  const before = mebibytes(server, 'VmRSS');
  const court = await timed(figures.first, () => taken(server, id, 'court'));
  const busy = processorMs(server);
  await timed(figures.again, () => taken(server, id, 'court'));
  figures.cpu.push(processorMs(server) - busy);
  await timed(figures.student, () => taken(server, id, 'student'));
  const peak = mebibytes(server, 'VmHWM');
  figures.peak.push(peak);
  figures.grown.push(peak - before);
  await server.stop();
  const verdict = await timed(figures.verified, async () => verifyCaseFile(court));
  if (verdict.kind !== 'intact') throw new Error(`the file is ${verdict.kind}`);
  const files = readZip(court);
  await timed(figures.raw, () => packed(files));
};

const timed = async <Answer>(into: number[], work: () => Promise<Answer>): Promise<Answer> => {
  const start = performance.now();
  const answer = await work();
  into.push(performance.now() - start);
  return answer;
};

const taken = async ({ url }: TestServer, id: string, profile: string): Promise<Buffer> => {
  const answer = await fetch(`${url}/api/v1/cases/${id}/file?profile=${profile}`, {
    headers: { authorization: 'Bearer dev:auditor:shen' },
  });
  if (answer.status !== 200) throw new Error(`export: ${String(answer.status)}`);
  return Buffer.from(await answer.arrayBuffer());
};

const packed = async (files: ReadonlyMap<string, Buffer>): Promise<void> => {
  const zip = new ZipFile();
  for (const [name, bytes] of files) {
    createHash('sha256').update(bytes).digest();
    zip.addBuffer(bytes, name, { compress: false });
  }
  zip.end();
  await buffer(zip.outputStream as Readable);
};

const mebibytes = ({ pid }: TestServer, line: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
};

/** User and system time, in ticks of 10 ms (proc(5), fields 14 and 15). */
const processorMs = ({ pid }: TestServer): number => {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
