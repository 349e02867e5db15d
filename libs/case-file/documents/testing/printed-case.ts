import type { CaseEvent } from '../../../cases/events.js';
import { DISCIPLINE, STUDENT, type Journey } from '../../../cases/testing/journey.js';
import type { RecordedEvent } from '../../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../../event-sourcing/vault.js';
import { DEFAULT_LIMITS } from '../../../regulation/limits.js';
import { BUILT_IN } from '../../../regulation/testing/built-in.js';
import type { Files } from '../../bag.js';
import type { CaseFileInput } from '../../case-file-input.js';
import type { Profile } from '../../profile.js';
import { vaultRefs } from '../../verify/contents-check.js';
import type { CaseDocumentsInput } from '../case-documents.js';
import type { DocumentSources, Reference } from '../document-sources.js';

export const CODE = '4711-0123456789abcdef0123456789abcdef';

export const REFERENCE: Reference = {
  student: { name: '张三', number: '2023010123', college: '计算机学院' },
  course: { title: '程序设计' },
  people: new Map([
    ['li', '李老师'],
    ['c1', '陈主任'],
  ]),
  limits: DEFAULT_LIMITS,
  regulations: BUILT_IN,
};

export interface PrintedTerms {
  readonly profile?: Profile;
  /** What stands in the vault for the words of a journey; null where it was erased. */
  readonly words?: Readonly<Record<string, string | null>>;
  readonly reference?: Reference;
}

/** The events of a journey as a store would give them back. */
export const recordedOf = ({ events }: Journey): RecordedEvent<CaseEvent>[] =>
  events.map((event, at) => {
    const { by, at: when } = event.data;
    const role = roleOf(by);
    return {
      id: `e${String(at)}`,
      stream: 'case-2026-000001',
      version: at + 1,
      position: at + 1,
      type: event.type,
      // The journeys' own rules of discipline are no loaded set: a law that is cited stands for them.
      data: JSON.parse(JSON.stringify(event.data).replaceAll(DISCIPLINE, 'moe-41#51')) as never,
      metadata: { at: new Date(when).toISOString(), actor: { role, person: by } },
      salt: '00',
    } as RecordedEvent<CaseEvent>;
  });

const roleOf = (person: string): string => {
  if (person === STUDENT) return 'student';
  if (/^c\d$/.test(person)) return 'committee';
  if (/^a\d$/.test(person)) return 'appeals';
  return { casework: 'system', zhao: 'reviewer', registry: 'registrar' }[person] ?? 'officer';
};

/** All that the documents of a journey's case are printed from. */
export const inputOf = (journey: Journey, terms: PrintedTerms = {}): CaseDocumentsInput => {
  const { profile = 'court', words = {}, reference = REFERENCE } = terms;
  const events = recordedOf(journey);
  const sources: DocumentSources = {
    reference: () => reference,
    codes: new Map(events.map(({ version }) => [version, CODE])),
  };
  return { events, profile, vault: vaultOf(events, words), sources, timeZone: 'Asia/Shanghai' };
};

/** A journey's text carries its words in its id. */
const vaultOf = (
  events: readonly RecordedEvent[],
  words: Readonly<Record<string, string | null>>,
): ReadonlyMap<string, VaultEntry> =>
  new Map(
    events
      .flatMap(({ data }) => vaultRefs(data))
      .flatMap(({ vault, sha256 }) => {
        const own = vault.replace(/^v-/, '');
        const said = own in words ? words[own] : own;
        if (said === null || said === undefined) return [];
        const entry: VaultEntry = {
          ref: { vault, sha256, size: said.length },
          owner: STUDENT,
          mediaType: 'text/plain;charset=utf-8',
          bytes: new TextEncoder().encode(said),
          salt: new Uint8Array(16),
        };
        return [[vault, entry] as const];
      }),
  );

/** The same as a case file has it, with files for the cover to list. */
export const caseFileInputOf = (
  journey: Journey,
  terms: PrintedTerms = {},
): readonly [CaseFileInput, Files] => {
  const { sources, ...input } = inputOf(journey, terms);
  const others: Files = new Map([
    ['case.json', new Uint8Array([1])],
    ['raw/00001.json', new Uint8Array([2])],
  ]);
  const rest = {
    view: {},
    held: false,
    redacted: new Map(),
    redactedRaw: new Map(),
    signals: [],
    raw: [],
    rules: [],
    policyVersion: '1',
  };
  const policies: CaseFileInput['policies'] = new Map();
  return [{ ...input, ...rest, policies, caseId: '2026-000001', documents: sources }, others];
};
