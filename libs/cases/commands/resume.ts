import { behaviour, unless } from '../behaviour.js';
import { resumeClocks } from '../clocks.js';
import { fact } from '../events.js';

/** Back to where the case stood; what was paused is due later by the days that went by. */
export const resume = behaviour({
  name: 'resume',
  roles: ['officer'],
  stages: ['awaiting_vendor', 'awaiting_student', 'suspended'],
  decide: ({ act, facts, stage, context }) =>
    unless([], () => [
      fact('CaseResumed', act),
      ...resumeClocks(context, facts, act, stage.status === 'suspended' ? 'suspend' : 'await'),
    ]),
});
