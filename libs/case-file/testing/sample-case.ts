import { createHash } from 'node:crypto';
import { MemoryActivityLedger } from '../../adapters/memory/memory-activity-ledger.js';
import { MemoryEventStore } from '../../adapters/memory/memory-event-store.js';
import { MemoryMerkleNodes } from '../../adapters/memory/memory-merkle-nodes.js';
import { MemoryVault } from '../../adapters/memory/memory-vault.js';
import { LEDGER_STREAM } from '../../event-sourcing/sealed.js';
import type { Actor } from '../../event-sourcing/recorded-event.js';
import { DEFAULT_LIMITS } from '../../regulation/limits.js';
import { REGULATION_STREAM } from '../../regulation/regulation.decider.js';
import { regulationId } from '../../regulation/regulation.js';
import { BUILT_IN } from '../../regulation/testing/built-in.js';
import { CaseFileExporter, type ExportPorts } from '../exporter.js';
import { SignedCheckpoints } from '../log/checkpoints.js';
import { MerkleLog } from '../log/merkle-log.js';
import { newPrivatePem, signingKey } from '../log/signing-key.js';
import type { Profile } from '../profile.js';
import type { KnownPersons } from '../redaction/known-persons.js';

export const CASE = '2026-000001';
export const OTHER_CASE = '2026-000002';
/** Subject ids: whose case it is, and a classmate whose events are cited too. */
export const STUDENT = 'subject-a';
export const CLASSMATE = 'subject-b';
export const PDF = Buffer.from('%PDF-1.4\n询问笔录\n%%EOF\n');
export const OFFICIALS = ['li', 'wang', 'zhao', 'chen', 'sun', 'zhou'];

const key = signingKey(newPrivatePem());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const MACHINE: Actor = { role: 'system', person: 'casework' };
const LI: Actor = { role: 'officer', person: 'li' };
const CHEN: Actor = { role: 'committee', person: 'chen' };

export const heartbeat = (id: string, account: string, more: object = {}) => {
  const time = '2026-03-02T09:00:00.000+08:00';
  const type = 'probity.video.heartbeat.v1';
  const event = { specversion: '1.0', id, source: 'chaoxing', type, subject: account, time };
  const raw = Buffer.from(JSON.stringify({ ...event, data: { offering: 'GE101', ...more } }));
  const at = Date.parse(time);
  return { source: 'chaoxing', id, account, time: at, type, mode: 'structured' as const, raw };
};

/** A case from the flag to the decision, in memory, with everything that is withheld from somebody. */
export const sampleCase = async () => {
  const store = new MemoryEventStore();
  const vault = new MemoryVault();
  const ledger = new MemoryActivityLedger();
  let count = 0;
  const append = (stream: string, type: string, actor: Actor, data: object) => {
    count += 1;
    const at = new Date(Date.parse('2026-03-03T00:00:00Z') + count * 60_000).toISOString();
    return store.append(stream, 'any', [
      { id: `e${String(count)}`, type, data, metadata: { at, actor } },
    ]);
  };
  const text = async (words: string, mediaType = 'text/plain;charset=utf-8') => {
    const bytes = Buffer.from(words);
    return (await vault.put([{ owner: STUDENT, mediaType, bytes }]))[0]!;
  };
  for (const regulation of BUILT_IN)
    await append(
      REGULATION_STREAM,
      'RegulationAdopted',
      { role: 'system', person: 'regulation' },
      { id: regulationId(regulation), hash: '', regulation },
    );
  const events = [heartbeat('e-1', 'xiaoming'), heartbeat('e-2', 'lilei')];
  await ledger.append(events, Date.parse('2026-03-02T01:00:02Z'));
  const refs = events.map(({ source, id }) => ({ source, id }));
  const signal = {
    ...{ id: 'sig-1', detector: 'shared-device', detectorVersion: '2', policyVersion: 'p1' },
    ...{ violation: 'course_brushing', group: 'device', key: 'device-secret', anchor: 'a' },
    ...{ state: 'raised', revision: 1, score: 0.97, llr: 9, subject: STUDENT, offering: 'GE101' },
    events: refs,
    numbers: [{ name: 'hours', value: 30, threshold: 24, unit: 'h' }],
    reason: { zh: '一天计入三十小时', en: 'thirty hours credited within a day' },
    ...{ innocent: [], firstAt: 0, lastAt: 0, baselines: [] },
  };
  const copied = events.map(({ source, id, mode, raw }) => {
    const receivedAt = '2026-03-02T01:00:02.000Z';
    return { source, id, mode, receivedAt, sha256: sha256(raw), raw: raw.toString('base64') };
  });
  const copy = await text(
    JSON.stringify({ signals: [signal], events: copied }),
    'application/json',
  );
  const paper = (
    await vault.put([{ owner: STUDENT, mediaType: 'application/pdf', bytes: PDF }])
  )[0]!;
  const inner = await text('内部讨论');

  const seal = async () => {
    const segments = await ledger.seal({ upTo: 99, minEvents: 1, receivedBefore: 0 });
    const ledgers = { role: 'system', person: 'ledger' };
    await append(LEDGER_STREAM, 'SegmentsSealed', ledgers, { segments });
  };
  await seal();
  await append(`signal-${STUDENT}-GE101`, 'SignalRaised', MACHINE, signal);
  const on = (type: string, actor: Actor, data: object) =>
    append(`case-${CASE}`, type, actor, { by: actor.person, at: 0, ...data });
  const brief = { id: 'sig-1', detector: 'shared-device', revision: 1, score: 0.97 };
  const course = { offering: 'GE101', owner: 't-17', teachers: ['t-17'], enrolled: true };
  const flagged = {
    ...{ id: CASE, family: 'violation', student: STUDENT, violation: 'course_brushing', course },
    ...{ score: 0.97, threshold: 0.9, signals: [brief], policyVersion: 'p1' },
  };
  await on('CaseFlagged', MACHINE, flagged);
  await on('CaseClaimed', LI, {});
  await on('AttachmentAdded', LI, {
    ...{ id: 'A-001', title: await text('笔录'), content: paper, mediaType: 'application/pdf' },
  });
  const item = { sourceClass: 'telemetry', bearing: 'inculpatory', signals: [] as string[] };
  await on('EvidenceAdded', LI, {
    ...{ ...item, id: 'E-001', title: await text('遥测'), signals: ['sig-1'], events: refs, copy },
  });
  await on('EvidenceAdded', LI, {
    ...{
      ...item,
      id: 'E-002',
      title: await text('谈话'),
      events: [],
      attachment: 'A-001',
      copy: paper,
    },
  });
  await on('EvidenceAdded', LI, {
    ...{ ...item, id: 'E-003', title: inner, events: [], copy: inner },
  });
  await on('EvidenceExcluded', LI, { evidence: 'E-002', reason: await text('重复') });
  const facts = await text('六个视频的进度超过实际时间');
  const basis = { facts, clauses: ['qhnu-online@1#24'], evidence: ['E-001', 'E-002'] };
  await on('NoticeIssued', LI, {
    ...{ ...basis, proposed: { outcome: 'grade_void' }, notice: 1 },
    ...{ rights: ['statement', 'defence'], defenceDays: 5 },
  });
  await on(
    'StatementFiled',
    { role: 'student', person: STUDENT },
    {
      ...{ points: [await text('我没有使用软件')], final: true, attachments: [] },
    },
  );
  await on('CommitteeConvened', CHEN, {
    ...{ members: ['chen', 'sun', 'zhou'], chair: 'chen', meetingAt: 0 },
  });
  const vote = { member: 'chen', outcome: 'grade_void', reason: await text('证据确凿'), at: 0 };
  await on('VoteCast', CHEN, vote);
  const other = { ...flagged, by: 'casework', at: 0, id: OTHER_CASE, student: CLASSMATE };
  await append(`case-${OTHER_CASE}`, 'CaseFlagged', MACHINE, other);
  await append(`case-${OTHER_CASE}`, 'CaseClaimed', LI, { by: 'li', at: 0 });
  await on('CaseDecided', CHEN, { ...basis, outcome: 'grade_void', decision: 1, votes: [vote] });

  const log = new MerkleLog(store, new MemoryMerkleNodes());
  const checkpoints = new SignedCheckpoints(store, log, key);
  const ports: ExportPorts = {
    ...{ store, vault, ledger, log, checkpoints, key },
    isOf: (subject, { account }) => subject === STUDENT && account === 'xiaoming',
    tool: { name: 'probity', version: '0.0.0' },
  };
  let exports = 0;
  const export_ = async (
    profile: Profile = 'court',
    {
      version,
      caseId = CASE,
      at = '2026-03-05T00:00:00Z',
      more = {},
      view: shown = {},
      known = NOBODY_ELSE,
      organization,
    }: ExportTerms = {},
  ) => {
    exports += 1;
    const id = `x${String(exports)}`;
    const view = {
      id: caseId,
      status: 'decided',
      attachments: [{ id: 'A-001' }, { id: 'A-009' }],
      ...shown,
    };
    const file = await new CaseFileExporter({ ...ports, ...more }).export({
      ...{ caseId, profile, timeZone: 'Asia/Shanghai', ...(version !== undefined && { version }) },
      organization,
      by: { id, role: 'officer', person: 'li', at },
      event: { id, metadata: { at, actor: { role: 'system', person: 'case-file' } } },
      view: async () => ({ ...view, people: { investigators: ['li'] } }),
      known: async () => known,
      reference: async () => () => ({
        student: { name: '张三', number: '2023010123', college: 'CS' },
        course: { title: '通识课' },
        people: new Map(OFFICIALS.map((id) => [id, `${id}老师`])),
        limits: DEFAULT_LIMITS,
        regulations: BUILT_IN,
      }),
    });
    if (!file) throw new Error('no such case');
    return file;
  };
  return { store, vault, ledger, checkpoints, key, append, on, seal, text, export_ };
};

const NOBODY_ELSE: KnownPersons = { student: [], others: [], staff: new Map() };

interface ExportTerms {
  readonly known?: KnownPersons;
  readonly version?: number;
  readonly caseId?: string;
  readonly at?: string;
  readonly more?: Partial<ExportPorts>;
  readonly organization?: string;
  /** Members of `case.json` beside the usual ones. */
  readonly view?: object;
}

export type SampleCase = Awaited<ReturnType<typeof sampleCase>>;
