import { behaviour, unless } from '../behaviour.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import { fact, type CaseEvent } from '../events.js';
import { executed } from '../execution.js';
import type { Answered } from '../state.js';

/** What the registry answered to an outcome; with the student file's entry the case is executed. */
export const noteAcknowledgement = behaviour({
  name: 'note_acknowledgement',
  roles: ['system', 'registrar'],
  stages: STAGES_CLAIMED,
  decide: ({ act, data, facts, stage, context }) => {
    const { outcome, status, settles } = data;
    const former = facts.acknowledgements[outcome];
    // What settled it stays said; an answer that contradicts is mended by one that does not.
    const settled = settles && status === 'accepted';
    if (former && (isSettled(former) || (former.status === status && !settled)))
      return unless([], () => []);
    const follows = (): readonly CaseEvent[] => {
      if (!settled) return [];
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

const isSettled = ({ status, settles }: Answered): boolean => status === 'accepted' && settles;
