import type { Given } from './behaviour.js';
import { clausesWithoutItem } from './checks.js';
import type { CommandName } from './commands.js';
import { maySit } from './commands/convene.js';
import { proposedIn } from './commands/issue-notice.js';
import { EXCULPATORY_ITEMS, type Answer } from './documents.js';
import { hasContent } from './evidence.js';
import type { Vote } from './events.js';
import { exceeds, sameSanction, type Sanction } from './outcome-kind.js';
import type { Refusal } from './refusals.js';
import { isBlank } from './text.js';
import { SANCTION_MONTHS } from '../regulation/limits.js';

type Sitting = Given<CommandName, 'deliberation'>;
type Deciding = Given<'decide', 'deliberation'>;

/** Not beyond the notice, nor beyond a decision that an appeal sent back. */
export const withinNotice = ({ stage, no }: Sitting, sanction: Sanction): Refusal | undefined => {
  if (exceeds(sanction, proposedIn(stage.notice)))
    return no('DecisionExceedsNotice', 'more than the notice proposed needs a new notice');
  return stage.former && exceeds(sanction, stage.former)
    ? no('DecisionExceedsNotice', 'an appeal never makes it heavier', 'moe-41#61')
    : undefined;
};

/** Nothing is held against the student that the notice did not name. */
export const disclosed = ({ data, facts, stage, no }: Deciding): Refusal | undefined => {
  const { evidence, clauses } = stage.notice;
  const item = facts.evidence.find(
    ({ id, bearing }) =>
      bearing === 'inculpatory' && data.evidence.includes(id) && !evidence.includes(id),
  );
  if (item) return no('DecisionExceedsNotice', `the notice did not name ${item.id}`);
  const clause = data.clauses.find((one) => !clauses.includes(one));
  return clause === undefined
    ? undefined
    : no('DecisionExceedsNotice', `the notice did not name ${clause}`);
};

export const answersComplete = (
  { stage, no }: Deciding,
  more: readonly Answer[],
): Refusal | undefined => {
  const { points, answers } = stage.defence;
  if (more.some(({ point }) => point < 1 || point > points.length))
    return no('UnknownReference', 'an answer names a point that the defence does not have');
  if (more.some(({ answer }) => isBlank(answer)))
    return no('ReasonMissing', 'the answer must not be empty');
  const answered = new Set([...answers, ...more].map(({ point }) => point));
  const open = points.findIndex((_, index) => !answered.has(index + 1));
  return open === -1
    ? undefined
    : no('DefencePointUnanswered', `point ${open + 1} of the defence has no answer`);
};

/** Order 41 art. 53: what a decision names. */
export const complete = ({ data, facts, context, no }: Deciding): Refusal | undefined => {
  const [loose] = clausesWithoutItem(context, data.clauses);
  if (loose !== undefined)
    return no('NoticeIncomplete', `a decision names the item of ${loose}`, 'moe-41#53');
  if (data.outcome !== 'grade_void') return undefined;
  const broken = data.clauses.some((clause) => context.clauses.kindOf(clause) === 'integrity');
  const rests = facts.evidence.some((item) => data.evidence.includes(item.id) && hasContent(item));
  return broken && rests
    ? undefined
    : no(
        'NoticeIncomplete',
        'a decision names the clause that was broken and its evidence',
        'moe-41#53',
      );
};

/** Art. 57: a level runs for six to twelve months, which the decision names; expulsion has no end. */
export const periodNamed = ({ data, no }: Deciding): Refusal | undefined => {
  const { level, periodMonths } = data;
  if (level === undefined) return undefined;
  if (level === 'expulsion')
    return periodMonths === undefined
      ? undefined
      : no('NoBasisForLevel', 'an expulsion has no period', 'moe-41#57');
  if (periodMonths === undefined)
    return no('NoticeIncomplete', 'a decision names the period of its level', 'moe-41#53');
  const { least, most } = SANCTION_MONTHS;
  return periodMonths >= least && periodMonths <= most
    ? undefined
    : no('DeadlineFloor', `a level runs for ${least} to ${most} months`, 'moe-41#57');
};

/** Art. 56: the legal review for what the policy lists, and the presidents' meeting for expulsion. */
export const reviewsPassed = ({ data, facts, context, no }: Deciding): Refusal | undefined => {
  const { level } = data;
  if (level === undefined) return undefined;
  const reviewed = level === 'expulsion' || context.limits.legalReviewFor.includes(level);
  if (reviewed && facts.legalReview?.passed !== true)
    return no('LegalReviewMissing', `${level} needs a legal review that passed`);
  return level === 'expulsion' && facts.presidentsMeeting === undefined
    ? no('PresidentsMeetingMissing', "expulsion needs the presidents' meeting on record")
    : undefined;
};

export const exculpatoryConsidered = ({ data, stage, no }: Deciding): Refusal | undefined => {
  if (data.level === undefined) return undefined;
  const { exculpatory } = stage.finding;
  const missing = EXCULPATORY_ITEMS.find((item) => !exculpatory.some((one) => one.item === item));
  return missing === undefined
    ? undefined
    : no('ExculpatoryNotConsidered', `the finding did not consider ${missing}`);
};

/** A request to recuse a member is ruled on before that member decides. */
export const nobodyToRecuse = ({ facts, stage, no }: Deciding): Refusal | undefined => {
  const open = facts.recusals.find(
    ({ person, granted }) => granted === undefined && stage.committee.members.includes(person),
  );
  return open
    ? no('CommitteeMemberConflicted', `the request to recuse ${open.person} is not ruled on`)
    : undefined;
};

/** Votes of members who may still sit. */
export const validVotes = (given: Deciding): readonly Vote[] =>
  given.stage.votes.filter(({ member }) => maySit(given, member) === undefined);

/** The policy's share of the members voted (two thirds), and more than half of them for exactly this. */
export const carried = (given: Deciding): Refusal | undefined => {
  const { data, stage, context, no } = given;
  const votes = validVotes(given);
  // Thirds are not exact in floating point: 2/3 of 3 members are 2.
  const needed = Math.ceil(stage.committee.members.length * context.limits.quorumPresent - 1e-9);
  if (votes.length < Math.max(1, needed))
    return no('QuorumNotMet', `${votes.length} of the members have voted, ${needed} must`);
  const agreeing = votes.filter((vote) => sameSanction(vote, data)).length;
  return agreeing * 2 > votes.length
    ? undefined
    : no('QuorumNotMet', 'no simple majority voted for this decision');
};
