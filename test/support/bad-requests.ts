import type { Call } from './api.js';

/** A request that must be refused, and how: `400 invalid /limit`, the pointer `#` for the whole. */
export interface BadRequest {
  readonly as: string | undefined;
  /** `CASE` stands for a case under review. */
  readonly path: string;
  readonly call: Call;
  readonly answer: string;
}

const OFFICER = 'dev:officer:li';
const AUDITOR = 'dev:auditor:shen';
const VENDOR = 'dev:vendor:chaoxing';
const ADMIN = 'dev:admin:root';
const JSON_TYPE = { 'content-type': 'application/json' };

const asked = (as: string | undefined, path: string, answer: string): BadRequest => ({
  ...{ as, path: `/api/v1${path}`, call: {}, answer },
});

const sent = (
  as: string,
  [method, path]: readonly [string, string],
  body: unknown,
  answer: string,
  headers?: Call['headers'],
): BadRequest => ({
  ...{ as, path: `/api/v1${path}`, answer },
  call: { method, body, ...(headers === undefined ? {} : { headers }) },
});

/** A command by an officer on the current version unless the payload says otherwise. */
const told = (command: string, payload: object, answer: string, as = OFFICER): BadRequest =>
  sent(as, ['POST', `/cases/CASE/commands/${command}`], { expectedVersion: 1, ...payload }, answer);

const CLAIM = ['POST', '/cases/CASE/commands/claim'] as const;
const FILES = ['POST', '/cases/CASE/attachments'] as const;
const ROSTER = ['PUT', '/roster'] as const;
const CLOCK = ['POST', '/dev/clock'] as const;
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=x' };

const notice = (changes: object) => ({
  ...{ facts: '…', clauses: [], evidence: [], rights: [], proposed: { outcome: 'grade_void' } },
  ...changes,
});
const handover = (changes: object) => ({
  ...{ document: 'notice', method: 'direct', delivered: true, proof: {} },
  ...changes,
});

/** @param student a student whom the roster knows */
export const badRequests = (student: string): readonly BadRequest[] => [
  // Who may call
  asked(undefined, '/cases', '401 unauthenticated'),
  asked('dev:king:arthur', '/cases', '401 unauthenticated'),
  asked('nonsense', '/cases', '401 unauthenticated'),
  asked(ADMIN, '/cases', '403 forbidden'),
  asked(VENDOR, '/signals', '403 forbidden'),
  asked(OFFICER, '/outcomes', '403 forbidden'),
  asked(OFFICER, '/access-log', '403 forbidden'),
  told('claim', {}, '403 forbidden', AUDITOR),
  sent(VENDOR, ROSTER, {}, '403 forbidden'),
  // What is not there
  asked(OFFICER, '/nothing', '404 not_found'),
  asked(OFFICER, '/cases/2026-999999', '404 not_found'),
  asked(OFFICER, '/cases/..%2F..%2Fevents.db', '404 not_found'),
  asked(OFFICER, '/signals/0000', '404 not_found'),
  asked(OFFICER, '/students/1999000000/timeline', '404 not_found'),
  asked('dev:registrar:wu', '/outcomes/2026-999999-1', '404 not_found'),
  told('forgive', {}, '404 not_found'),
  sent(OFFICER, ['POST', '/../../caliper'], {}, '404 not_found'),
  // Bodies
  sent(OFFICER, CLAIM, '{"expected', '400 malformed_json #', JSON_TYPE),
  sent(OFFICER, CLAIM, 'x', '415 unsupported_media_type', { 'content-type': 'text/plain' }),
  sent(OFFICER, CLAIM, {}, '400 invalid /expectedVersion'),
  told('claim', { expectedVersion: -1 }, '400 invalid /expectedVersion'),
  told('claim', { expectedVersion: '1' }, '400 invalid /expectedVersion'),
  told('claim', { expectedVersion: 99_999 }, '409 wrong_version'),
  told('claim', { force: true }, '400 invalid /force'),
  told('dismiss', { reason: 'tired' }, '400 invalid /reason'),
  told('await', { on: 'vendor', question: '?', until: 'soon' }, '400 invalid /until'),
  told('issue_notice', notice({ rights: ['statement', 'silence'] }), '400 invalid /rights/1'),
  told('issue_notice', notice({ proposed: {} }), '400 invalid /proposed/outcome'),
  told('issue_notice', notice({ proposed: { outcome: 'none' } }), '400 invalid /proposed/outcome'),
  told('record_delivery', handover({}), '400 invalid /deliveredAt'),
  told('record_delivery', handover({ deliveredAt: '2026-03-02' }), '400 invalid /deliveredAt'),
  // Files
  sent(OFFICER, FILES, {}, '415 unsupported_media_type'),
  sent(OFFICER, FILES, '--', '400 malformed #', MULTIPART),
  sent(OFFICER, FILES, '--x--', '400 invalid /file', MULTIPART),
  asked(OFFICER, '/cases/CASE/file?profile=gossip', '400 profile_unavailable /profile'),
  // Queries
  asked(OFFICER, '/cases?limit=0', '400 invalid /limit'),
  asked(OFFICER, '/cases?limit=ten', '400 invalid /limit'),
  asked(OFFICER, '/cases?cursor=%00', '400 invalid /cursor'),
  asked(OFFICER, '/cases?cursor=W10', '400 invalid /cursor'),
  asked(OFFICER, '/cases?sort=beauty', '400 invalid /sort'),
  asked(OFFICER, '/cases?dueBefore=tomorrow', '400 invalid /dueBefore'),
  asked(OFFICER, '/cases/CASE?asOf=-1', '400 invalid /asOf'),
  asked(OFFICER, '/signals?violation=theft', '400 invalid /violation'),
  asked(OFFICER, '/signals?minScore=2', '400 invalid /minScore'),
  asked(OFFICER, '/signals?cursor=W10', '400 invalid /cursor'),
  asked(OFFICER, `/students/${student}/timeline?from=monday`, '400 invalid /from'),
  asked(OFFICER, `/students/${student}/timeline?limit=501`, '400 invalid /limit'),
  asked(OFFICER, '/deadlines?dueBefore=2026-13-01T00:00:00Z', '400 invalid /dueBefore'),
  // Reference data, sources, the clock
  sent(ADMIN, ROSTER, '[', '400 malformed_json #', JSON_TYPE),
  sent(ADMIN, ROSTER, [], '400 invalid #'),
  sent(ADMIN, ['PUT', '/sources/x'], { title: 'x', clock: 'sun' }, '400 invalid /clock'),
  sent(ADMIN, CLOCK, { now: '2026-03-02T08:00:00' }, '400 invalid /now'),
  sent(ADMIN, CLOCK, { now: '2020-01-01T00:00:00Z' }, '422 clock_moves_forward /now'),
];
