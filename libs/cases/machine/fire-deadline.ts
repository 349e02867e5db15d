import { behaviour, unless } from '../behaviour.js';
import { clockOf, meetAllClocks } from '../clocks.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import { isDue } from '../deadline.js';
import { fact } from '../events.js';
import { isShort } from '../family.js';

/** A clock rings. Once: a clock that is not due, paused, met or rung already changes nothing. */
export const fireDeadline = behaviour({
  name: 'fire_deadline',
  roles: ['system'],
  stages: ['flagged', 'withdrawn_flag', ...STAGES_CLAIMED],
  decide: ({ command, data, facts, stage }) => {
    const clock = clockOf(facts, data.name);
    if (clock === undefined || !isDue(clock, command.now)) return unless([], () => []);
    const { name } = clock;
    // It happened when the time was up, whenever the timer came round to it.
    const act = { by: command.actor.person, at: clock.due };
    const others = facts.deadlines.filter((one) => one.name !== name);
    const final = () => [
      fact('DeadlineLapsed', { ...act, name }),
      fact('CaseFinal', act),
      ...(isShort(facts.family) && facts.execution.acknowledged !== undefined
        ? [fact('CaseExecuted', act)]
        : []),
      ...meetAllClocks({ ...facts, deadlines: others }, act),
    ];
    const { status } = stage;
    if (name === 'defence' && (status === 'defence_open' || status === 'objection_open'))
      return unless([], () => [
        fact('DeadlineLapsed', { ...act, name }),
        fact('DefenceLapsed', act),
      ]);
    if (name === 'appeal' && (status === 'appeal_open' || status === 'confirmation_served'))
      return unless([], final);
    if (name === 'provincial_appeal' && (status === 'upheld' || status === 'short_upheld'))
      return unless([], final);
    // Nobody has missed it: from here on the committee may lift the sanction.
    if (name === 'lifting_review')
      return unless([], () => [fact('DeadlineLapsed', { ...act, name })]);
    return unless([], () => [fact('DeadlineOverdue', { ...act, name })]);
  },
});
