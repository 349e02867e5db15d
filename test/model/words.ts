import type { Sanction } from '../../libs/cases/outcome-kind.js';
import type { Text } from '../../libs/cases/text.js';
import { CLAUSE_KINDS, STUDENT } from './cast.js';
import type { Clocks } from './clocks.js';
import type { Item, Reference } from './reference.js';

export const LEVELS = ['warning', 'serious_warning', 'demerit', 'probation', 'expulsion'];
export const KINDS = ['not_established', 'education_only', 'grade_void'];
export const EXCULPATORY = 7;

export const weight = (level: string | undefined): number =>
  level === undefined ? 0 : LEVELS.indexOf(level) + 1;
export const heavier = (one: Sanction, other: Sanction): boolean =>
  KINDS.indexOf(one.outcome) > KINDS.indexOf(other.outcome) ||
  weight(one.level) > weight(other.level);
export const blank = (text: Text | undefined): boolean => text === undefined || text.size === 0;
export const kindsOf = (clauses: readonly string[]) =>
  clauses.map((clause) => CLAUSE_KINDS[clause]);

export const usable = (m: Reference, ids: readonly string[]): boolean =>
  ids.every((id) => m.evidence.some((item) => item.id === id && !item.excluded));
export const attached = (m: Reference, ids: readonly (string | undefined)[]): boolean =>
  ids.every((id) => id === undefined || m.attachments.includes(id));
/** What a student may name: own files. Recorded by an officer, any. */
export const owned = (
  m: Reference,
  { role }: { readonly role: string },
  ids: readonly (string | undefined)[],
): boolean =>
  attached(m, ids) &&
  ids.every((id) => id === undefined || role !== 'student' || m.studentsFiles.has(id));
export const stale = (m: Reference, item: Item): boolean =>
  !item.excluded &&
  item.signals.some((id) => {
    const since = m.withdrawnSignals.get(id);
    return since !== undefined && item.reaffirmedAt < since;
  });
export const restsOnStale = (m: Reference, ids: readonly string[]): boolean =>
  m.evidence.some((item) => ids.includes(item.id) && stale(m, item));
export const declared = (m: Reference, persons: readonly string[]): boolean =>
  persons.every((person) => m.interests.has(person));
export const working = (m: Reference): string[] =>
  [...m.investigators].filter((person) => m.interests.get(person) !== true);
export const clockOf = (clocks: Clocks, name: string) => clocks.find((one) => one.name === name);

export const baseless = (
  m: Reference,
  { outcome, level }: Sanction,
  clauses: readonly string[],
): boolean => {
  if (level === undefined) return false;
  const kinds = kindsOf(clauses);
  const noGround = m.violation === 'course_brushing' || !kinds.includes('expulsion');
  return (
    outcome !== 'grade_void' || (level === 'expulsion' && noGround) || !kinds.includes('discipline')
  );
};
export const oneSource = (m: Reference, { level }: Sanction, ids: readonly string[]): boolean => {
  const items = m.evidence.filter(
    ({ id, bearing, empty }) => ids.includes(id) && bearing !== 'exculpatory' && !empty,
  );
  return level !== undefined && new Set(items.map(({ sourceClass }) => sourceClass)).size < 2;
};
export const tooLight = (
  m: Reference,
  { outcome }: Sanction,
  clauses: readonly string[],
): boolean => m.enrolled && outcome === 'education_only' && kindsOf(clauses).includes('integrity');
export const maySit = (m: Reference, person: string): string | undefined => {
  const out = [
    ...[...m.investigators, ...m.lawReviewers, ...m.teachers],
    ...[m.owner, ...m.reporters, STUDENT],
  ];
  if (out.includes(person) || m.interests.get(person) === true || m.recusals.get(person) === true)
    return 'CommitteeMemberConflicted';
  return m.appealsEver.has(person) ? 'AppealMemberTookPart' : undefined;
};
export const mayReviewLaw = (m: Reference, person: string): boolean => {
  const busy = [...m.investigators, ...m.reviewers, ...m.committeeEver];
  return ![...busy, m.owner, ...m.teachers, ...m.reporters, STUDENT].includes(person);
};
export const mayRule = (m: Reference, person: string): string | undefined => {
  const out = [...m.tookPart, m.owner, ...m.teachers, ...m.reporters, STUDENT];
  if (out.includes(person)) return 'AppealMemberTookPart';
  const recused = m.recusals.has(person) && m.recusals.get(person) !== false;
  return m.interests.get(person) === true || recused ? 'PersonConflicted' : undefined;
};
export const mayInvestigate = (m: Reference, person: string): string | undefined => {
  if (m.reviewers.has(person)) return 'ReviewerIsInvestigator';
  if (m.committeeEver.has(person)) return 'CommitteeMemberConflicted';
  if (m.appealsEver.has(person)) return 'AppealMemberTookPart';
  return m.interests.get(person) === true ? 'PersonConflicted' : undefined;
};
export const beyond = (m: Reference, sanction: Sanction): boolean =>
  (m.notice !== undefined && heavier(sanction, m.notice.proposed)) ||
  (m.former !== undefined && heavier(sanction, m.former));
export const evenOrFew = (members: readonly string[]): boolean => {
  const size = new Set(members).size;
  return size < 3 || size % 2 === 0;
};

/** The paper that waits to be delivered, and since when. */
export const awaitedPaper = (m: Reference): { document: string; at: number } | undefined => {
  const once = (document: string, at: number | undefined) =>
    at === undefined || handedOver(m, document, at) ? undefined : { document, at };
  switch (m.place) {
    case 'notice_issued':
      return m.notice && { document: 'notice', at: m.notice.at };
    case 'decided': {
      const at = m.short ? m.confirmed?.at : m.decision?.at;
      return at === undefined ? undefined : { document: 'decision', at };
    }
    case 'upheld':
    case 'remitted':
      return once('appeal_decision', m.ruling?.at);
    case 'lifted':
      return once('lifting', m.lifting?.at);
    default:
      return undefined;
  }
};

export const handedOver = (m: Reference, document: string, since: number): boolean =>
  m.sent.some((one) => one.document === document && one.delivered && one.at >= since);

const UNDECIDED: readonly string[] = [
  ...['triage', 'investigating', 'awaiting_vendor', 'awaiting_student', 'finding_review'],
  ...['notice_issued', 'defence_open', 'defence_closed', 'deliberation'],
];

/** Other cases' results of which an officer must know: this one may come, or has come, to another. */
export const besideShown = (m: Reference): readonly string[] => {
  const absent = m.violation === 'non_participation' ? 'absent_zero' : 'disqualified';
  const own = m.short ? absent : 'grade_void';
  const held = m.verdict === own && (m.short || m.enrolled);
  const place = m.place === 'suspended' ? (m.back.at(-1) ?? '') : m.place;
  if (!held && !UNDECIDED.includes(place)) return [];
  const other = [...m.beside].filter(([, result]) => result !== own);
  return other.map((one) => one.join(' ')).sort();
};
