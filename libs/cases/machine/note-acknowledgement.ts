import { behaviour, unless } from '../behaviour.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import { fact, type CaseEvent } from '../events.js';
import { executed } from '../execution.js';

/** What the registry answered to an outcome; with the student file's entry the case is executed. */
export const noteAcknowledgement = behaviour({
  name: 'note_acknowledgement',
  roles: ['system', 'registrar'],
  stages: STAGES_CLAIMED,
  decide: ({ act, data, facts, stage, context }) => {
    const { outcome, status, settles } = data;
    if (facts.acknowledgements[outcome] === status) return unless([], () => []);
    const follows: readonly CaseEvent[] =
      settles &&
      status === 'accepted' &&
      stage.status === 'final' &&
      facts.execution.fileReference !== undefined
        ? executed(context, act, stage)
        : [];
    return unless([], () => [
      fact('OutcomeAcknowledged', { ...act, outcome, status, settles }),
      ...follows,
    ]);
  },
});
