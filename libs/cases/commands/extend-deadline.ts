import { behaviour, unless, type Given } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { clockOf, later, remindAtOf } from '../clocks.js';
import { isUnmet, type Deadline, type DeadlineName } from '../deadline.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';
import type { Status } from '../stage.js';
import { STAGES_OPEN } from './stages.js';

const APPEAL_CLOCKS: readonly DeadlineName[] = ['appeal', 'appeal_conclusion', 'provincial_appeal'];

/** Longer, never shorter; with a reason and whoever approved it. */
export const extendDeadline = behaviour({
  name: 'extend_deadline',
  roles: ['reviewer', 'appeals'],
  stages: ['flagged', ...STAGES_OPEN],
  decide: (given) => {
    const { act, data, facts, context, no } = given;
    const { deadline: name, days, unit, reason, approvedBy } = data;
    const clock = clockOf(facts, name);
    if (clock === undefined || !isUnmet(clock))
      return unless([no('WrongState', `the deadline ${name} is not running`)], () => []);
    const due = later(context, clock, days, unit);
    const remindAt = remindAtOf(context, { ...clock, due });
    return unless(
      [
        whose(given),
        name === 'sanction' || name === 'lifting_review'
          ? no('DeadlineFloor', 'the decision sets the period of a sanction', 'moe-41#57')
          : undefined,
        days < 1 ? no('DeadlineFloor', 'an extension is one day or more') : undefined,
        withinArticle61(given, clock),
        clock.pausedSince === undefined
          ? undefined
          : no('WrongState', `the deadline ${name} is paused`),
        reasonGiven(given, reason, 'the reason'),
        approvedBy === '' ? no('ReasonMissing', 'an extension names who approved it') : undefined,
        approver(given),
      ],
      () => [
        fact('DeadlineExtended', {
          ...{ ...act, name, days, unit, due, reason, approvedBy },
          ...(remindAt !== undefined && { remindAt }),
        }),
      ],
    );
  },
});

type Extension = Given<'extend_deadline', Status>;

/** Somebody else than who asks, without a conflict of interest, whom the roster knows as one who may. */
const approver = ({ act, data, facts, context, no }: Extension): Refusal | undefined => {
  const { approvedBy } = data;
  if (approvedBy === act.by || approvedBy === facts.student)
    return no('PersonHasNoPart', 'whoever asks for an extension does not approve it');
  if (facts.people.interests[approvedBy] === true)
    return no('PersonConflicted', `${approvedBy} declared a conflict of interest`);
  return context.staff.mayApprove(approvedBy)
    ? undefined
    : no('PersonHasNoPart', `${approvedBy} is not listed as somebody who may approve it`);
};

const whose = ({ command, data, no }: Extension): Refusal | undefined => {
  const role = APPEAL_CLOCKS.includes(data.deadline) ? 'appeals' : 'reviewer';
  return command.actor.role === role
    ? undefined
    : no('PersonHasNoPart', `${data.deadline} is extended by ${role}`);
};

const withinArticle61 = (
  { data, context, no }: Extension,
  clock: Deadline,
): Refusal | undefined => {
  if (clock.name !== 'appeal_conclusion') return undefined;
  const most = context.limits.appealConclusionExtension;
  return data.unit === 'calendar' && clock.extended + data.days <= most
    ? undefined
    : no(
        'DeadlineFloor',
        `the conclusion may take ${most} calendar days more at most`,
        'moe-41#61',
      );
};
