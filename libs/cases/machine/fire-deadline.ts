import { behaviour, unless, type Given } from '../behaviour.js';
import { addDays, clockOf, meetAllClocks, startClock } from '../clocks.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import { escalatesTo, nextRing, type Deadline } from '../deadline.js';
import { fact, type Act, type CaseEvent } from '../events.js';
import { deadlinesAfter } from '../evolution/deadlines-after.js';
import { isShort } from '../family.js';
import { awaitEndsAt } from '../waking.js';

const STAGES = ['flagged', 'withdrawn_flag', ...STAGES_CLAIMED] as const;

type Firing = Given<'fire_deadline', (typeof STAGES)[number]>;

/**
 * A clock rings: it reminds, runs out, goes to somebody else. Each once: one that is not due,
 * paused, met or rung already changes nothing, so a second instance or a repeat does no harm.
 */
export const fireDeadline = behaviour({
  name: 'fire_deadline',
  roles: ['system'],
  stages: STAGES,
  decide: (given) => {
    const { name } = given.data;
    return unless([], () =>
      name === 'await' ? expired(given) : ringing(given, clockOf(given.facts, name)),
    );
  },
});

/** A person decides what follows: to wait on, to ask again, to go on without an answer. */
const expired = ({ command, facts, stage }: Firing): readonly CaseEvent[] => {
  const at = awaitEndsAt({ facts, stage });
  return at !== undefined && at <= command.now && 'asked' in stage && stage.asked.until
    ? [fact('AwaitExpired', { by: command.actor.person, at, until: stage.asked.until })]
    : [];
};

/** All that is due of one clock, in the order in which it was due. */
const ringing = (given: Firing, clock: Deadline | undefined): readonly CaseEvent[] => {
  const ring = clock && nextRing(clock);
  if (!ring || ring.at > given.command.now) return [];
  // It happened when the time was up, whenever the timer came round to it.
  const act = { by: given.command.actor.person, at: ring.at };
  const events = ringOnce(given, clock, act, ring.kind);
  const after = events.reduce(deadlinesAfter, [clock]).find(({ name }) => name === clock.name);
  return [...events, ...ringing(given, after)];
};

const ringOnce = (
  given: Firing,
  clock: Deadline,
  act: Act,
  kind: 'remind' | 'due' | 'escalate',
): readonly CaseEvent[] => {
  const { name, due } = clock;
  switch (kind) {
    case 'remind':
      return [fact('DeadlineReminded', { ...act, name, due })];
    case 'due':
      return runOut(given, clock, act);
    case 'escalate': {
      const to = escalatesTo(name);
      return to === undefined ? [] : [fact('DeadlineEscalated', { ...act, name, to })];
    }
  }
};

const runOut = (given: Firing, clock: Deadline, act: Act): readonly CaseEvent[] => {
  const { name } = clock;
  const { status } = given.stage;
  const lapsed = fact('DeadlineLapsed', { ...act, name });
  if (name === 'defence' && (status === 'defence_open' || status === 'objection_open'))
    return [lapsed, fact('DefenceLapsed', act)];
  if (name === 'appeal' && (status === 'appeal_open' || status === 'confirmation_served'))
    return [lapsed, ...final(given, clock, act)];
  if (name === 'provincial_appeal' && (status === 'upheld' || status === 'short_upheld'))
    return [lapsed, ...final(given, clock, act)];
  if (name === 'college_answer' && status === 'college_notified')
    return [lapsed, fact('CollegeSilent', act), startClock(given.context, act, 'review', act.at)];
  // Nobody has missed it: from here on the committee may lift the sanction.
  if (name === 'lifting_review') return [lapsed];
  const escalateAt = escalationOf(given, clock);
  return [
    fact('DeadlineOverdue', { ...act, name, ...(escalateAt !== undefined && { escalateAt }) }),
  ];
};

const final = ({ facts }: Firing, clock: Deadline, act: Act): readonly CaseEvent[] => [
  fact('CaseFinal', act),
  ...(isShort(facts.family) && facts.execution.acknowledged !== undefined
    ? [fact('CaseExecuted', act)]
    : []),
  ...meetAllClocks(
    { ...facts, deadlines: facts.deadlines.filter(({ name }) => name !== clock.name) },
    act,
  ),
];

/** 24:00 of the working day on which nobody has acted although it was missed. */
const escalationOf = ({ context }: Firing, { name, due }: Deadline): number | undefined => {
  const days = context.limits.escalateAfter;
  if (escalatesTo(name) === undefined || days === null) return undefined;
  // `due` is 00:00 of the day after the last: one millisecond back lies in the last day.
  return days === 0 ? due : addDays(context, due - 1, days, 'working');
};
