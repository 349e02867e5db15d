import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCasework } from '../../apps/casework/testing/casework-server.js';
import { CaseWalk } from './case-walk.js';
import { listAll } from './feed.js';

const ROOT = join(import.meta.dirname, '../../..');
export const OFFERING = 'CS101-2026S-01';

export interface Message {
  readonly id: string;
  readonly kind: string;
  readonly case: string;
  readonly level?: string;
  readonly reversalOf?: string;
  readonly makeUp: string;
}

/** A university with discipline rules of its own, and as many students as there are journeys. */
export const openSchool = async (students: number, env: Readonly<Record<string, string>> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-school-'));
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-ends-'));
  writeRegulations(folder);
  const start = () => startCasework(dataDir, { PROBITY_REGULATION: folder, ...env });
  let server = await start();
  const admin = () => server.as('admin', 'root');
  await admin().post('/api/v1/dev/clock', { now: '2026-03-02T09:00:00+08:00' });
  await admin().put('/api/v1/roster', rosterOf(students));
  let opened = 0;
  return {
    get server() {
      return server;
    },
    restart: async () => {
      await server.close();
      server = await start();
    },
    student: numberOf,
    /** The machine flags the next student, or this one; a walk of that case, and the student's number. */
    flag: async (violation: string, enrolled = true, student = numberOf(opened)) => {
      opened += 1;
      const id = `2026-${String(opened).padStart(6, '0')}`;
      await server.flag({
        ...{
          id,
          student: await server.subjectOf(student),
          violation: violation as 'course_brushing',
        },
        ...{ score: 0.99, threshold: 0.9, signals: [], policyVersion: 'default-1' },
        course: {
          ...{ offering: OFFERING, college: 'CS', owner: 't-17', teachers: ['t-17'] },
          ...{ category: 'major', enrolled },
        },
      });
      return { walk: new CaseWalk(server.as('admin', 'root'), id), student };
    },
    advance: async (duration: string) => {
      await server.as('admin', 'root').post('/api/v1/dev/clock', { advance: duration });
      await server.idle();
    },
    /** What the registry was told of the case, oldest first. */
    messages: async ({ id }: CaseWalk): Promise<readonly Message[]> => {
      await server.idle();
      const all = await listAll<Message>(server.as('registrar', 'wu'), '/api/v1/outcomes');
      return all.filter((message) => message.case === id);
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
      rmSync(dataDir, { recursive: true });
    },
  };
};

export type School = Awaited<ReturnType<typeof openSchool>>;

const numberOf = (index: number): string => `20230${String(20_000 + index)}`;

const writeRegulations = (folder: string): void => {
  const online = readFileSync(join(ROOT, 'regulations/qhnu-online@1.yaml'), 'utf8');
  writeFileSync(join(folder, 'qhnu-online@1.yaml'), online);
  const example = join(ROOT, 'deploy/regulations/lakeside/lakeside-discipline@1.yaml');
  const discipline = readFileSync(example, 'utf8').replace(
    'lakeside-discipline',
    'school-discipline',
  );
  writeFileSync(join(folder, 'school-discipline@1.yaml'), discipline);
};

const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  officer: ['li', 'wang'],
  reviewer: ['zhao'],
  committee: ['chen', 'sun', 'zhou'],
  appeals: ['an', 'bai', 'cui'],
  teacher: ['t-17'],
};

const rosterOf = (students: number) => ({
  people: Object.entries(PEOPLE).flatMap(([role, ids]) =>
    ids.map((id) => ({ id, name: id, roles: [role], college: null })),
  ),
  students: Array.from({ length: students }, (_, index) => ({
    ...{ id: numberOf(index), name: `学生${index}`, college: 'CS' },
    accounts: [{ source: 'chaoxing', account: numberOf(index), from: null, to: null }],
  })),
  offerings: [
    {
      ...{ id: OFFERING, course: 'CS101', term: '2026S', title: '程序设计', college: 'CS' },
      ...{ owner: 't-17', teachers: ['t-17'], category: 'major', compulsory: true },
    },
  ],
});
