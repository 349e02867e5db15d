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
    const follows = (): readonly CaseEvent[] => {
      if (!settles || status !== 'accepted') return [];
      // Only a violation is entered in the student file: here the registry's word is enough.
      if (stage.status === 'short_final') return [fact('CaseExecuted', act)];
      const filed = facts.execution.fileReference !== undefined;
      return stage.status === 'final' && filed ? executed(context, act, stage) : [];
    };
    return unless([], () => [
      fact('OutcomeAcknowledged', { ...act, outcome, status, settles }),
      ...follows(),
    ]);
  },
});
