import type { CommandName } from './commands.js';
import type { Given } from './behaviour.js';
import { hasContent, type Evidence } from './evidence.js';
import type { Sanction } from './outcome-kind.js';
import type { Refusal } from './refusals.js';
import type { Status } from './stage.js';
import { isBlank, type Text } from './text.js';

type Around = Pick<Given<CommandName, Status>, 'facts' | 'context' | 'no'>;
type Maybe = Refusal | undefined;

export const reasonGiven = ({ no }: Around, text: Text, what: string): Maybe =>
  isBlank(text) ? no('ReasonMissing', `${what} must not be empty`) : undefined;

const find = ({ facts }: Around, ids: readonly string[]): readonly Evidence[] =>
  facts.evidence.filter(({ id }) => ids.includes(id));

/** Every item exists on this case and was not excluded. */
export const evidenceUsable = (around: Around, ids: readonly string[]): Maybe => {
  const usable = find(around, ids).filter(({ excluded }) => excluded === undefined);
  const missing = ids.find((id) => !usable.some((item) => item.id === id));
  return missing === undefined
    ? undefined
    : around.no('UnknownReference', `${missing} is not evidence of this case, or is excluded`);
};

/**
 * A student names files of their own only: whatever a student's paper names, the student may read. An
 * officer who records a paper names what was handed in.
 */
export const attachmentsKnown = (
  { command: { actor }, facts, no }: Around & Pick<Given<CommandName, Status>, 'command'>,
  ids: readonly (string | undefined)[],
): Maybe => {
  const known = facts.attachments.filter(
    ({ by }) => actor.role !== 'student' || by === actor.person,
  );
  const missing = ids.find((id) => id !== undefined && !known.some((one) => one.id === id));
  return missing === undefined
    ? undefined
    : no('UnknownReference', `${missing} is not an attachment of this case`);
};

export const clausesKnown = ({ context, no }: Around, clauses: readonly string[]): Maybe => {
  const missing = clauses.find((clause) => context.clauses.kindOf(clause) === undefined);
  return missing === undefined
    ? undefined
    : no('UnknownReference', `${missing} is not in the regulation in force`);
};

/** Clauses that a paper could not print: their article has items, and none is named. */
export const clausesWithoutItem = (
  { clauses }: Around['context'],
  cited: readonly string[],
): readonly string[] => cited.filter((clause) => !clauses.isExact(clause));

/** Items whose signal was taken back and that nobody excluded or re-affirmed since. */
export const staleEvidence = (facts: Around['facts']): readonly Evidence[] =>
  facts.evidence.filter(({ signals, excluded, reaffirmed }) => {
    const withdrawn = facts.signals.filter(({ id }) => signals.includes(id));
    return (
      excluded === undefined &&
      withdrawn.some(
        ({ withdrawnAt }) =>
          withdrawnAt !== undefined && !(reaffirmed && reaffirmed.at >= withdrawnAt),
      )
    );
  });

export const noStaleEvidence = (around: Around, ids: readonly string[]): Maybe => {
  const stale = staleEvidence(around.facts).find(({ id }) => ids.includes(id));
  return stale
    ? around.no(
        'SignalWithdrawn',
        `${stale.id} rests on a withdrawn signal: exclude or re-affirm it`,
      )
    : undefined;
};

/** Art. 24: what is established costs an enrolled student the grade, nothing less. */
export const gradeVoidIfEstablished = (
  { facts, context, no }: Around,
  sanction: Sanction,
  clauses: readonly string[],
): Maybe =>
  facts.course.enrolled &&
  sanction.outcome === 'education_only' &&
  clauses.some((clause) => context.clauses.kindOf(clause) === 'integrity')
    ? no(
        'ArticleRequiresGradeVoid',
        'an established violation of an enrolled student voids the grade',
      )
    : undefined;

/** A level needs a second clause, from the school's discipline rules; expulsion a ground of art. 52. */
export const levelHasBasis = (
  { facts, context, no }: Around,
  { outcome, level }: Sanction,
  clauses: readonly string[],
): Maybe => {
  if (level === undefined) return undefined;
  if (outcome !== 'grade_void')
    return no('NoBasisForLevel', 'a discipline level goes with an established violation only');
  const kinds = clauses.map((clause) => context.clauses.kindOf(clause));
  if (
    level === 'expulsion' &&
    (facts.violation === 'course_brushing' || !kinds.includes('expulsion'))
  )
    return no('NoBasisForLevel', 'no ground of article 52 for expulsion', 'moe-41#52');
  if (!kinds.includes('discipline'))
    return no('NoBasisForLevel', 'no clause of the loaded discipline rules grounds a level');
  return clauses.some((clause) => context.clauses.grounds(clause, level))
    ? undefined
    : no('NoBasisForLevel', `no clause that is cited grounds the level ${level}`);
};

/** Above `grade_void`: two independent classes of source among the evidence relied on. */
export const twoSourceClasses = (
  around: Around,
  { level }: Sanction,
  ids: readonly string[],
): Maybe => {
  const classes = new Set(
    find(around, ids)
      .filter((item) => item.bearing !== 'exculpatory' && hasContent(item))
      .map(({ sourceClass }) => sourceClass),
  );
  return level === undefined || classes.size >= 2
    ? undefined
    : around.no('TwoSourceClassesNeeded', 'a level needs evidence of two independent classes');
};

export const interestsDeclared = ({ facts, no }: Around, persons: readonly string[]): Maybe => {
  const silent = persons.find((person) => facts.people.interests[person] === undefined);
  return silent === undefined
    ? undefined
    : no('InterestNotDeclared', `${silent} has not declared their interests`);
};

/** Investigators who have not declared a conflict. */
export const activeInvestigators = (facts: Around['facts']): readonly string[] =>
  facts.people.investigators.filter((person) => facts.people.interests[person] !== true);

export const isInvestigator = ({ facts, no }: Around, person: string): Maybe =>
  activeInvestigators(facts).includes(person)
    ? undefined
    : no('PersonHasNoPart', 'only an investigator of the case may do this');

/** 33 号令 18–19 by analogy: facts are found by two. */
export const twoInvestigators = ({ facts, no }: Around): Maybe =>
  activeInvestigators(facts).length >= 2
    ? undefined
    : no('TwoInvestigatorsNeeded', 'a finding needs two investigators without a conflict');
