import { behaviour, unless, type Given } from '../behaviour.js';
import { fact, type CaseEvent } from '../events.js';
import { executed } from '../execution.js';
import { isServed } from './record-delivery.js';

type Entry = Given<'acknowledge_execution', 'final' | 'lifted'>;

/**
 * The registrar's entries in the student file: of the decision, which with the registry's word
 * executes it, and of the lifting, which with its delivery ends the case's papers.
 */
export const acknowledgeExecution = behaviour({
  name: 'acknowledge_execution',
  roles: ['registrar'],
  stages: ['final', 'lifted'],
  decide: (given) => {
    const { command, data, facts, stage, no, act } = given;
    const at = data.at ?? act.at;
    const { execution } = facts;
    const former = stage.status === 'final' ? execution.fileReference : execution.liftingReference;
    const earliest = stage.status === 'final' ? stage.decision.at : stage.lifting.at;
    return unless(
      [
        stage.decision.outcome === 'grade_void'
          ? undefined
          : no('WrongState', 'the decision leaves nothing to enter in the student file'),
        at > command.now || at < earliest
          ? no('TimeOutOfOrder', 'the entry was made between what it enters and now')
          : undefined,
        former !== undefined && former !== data.fileReference
          ? no('WrongState', 'the entry in the student file is on record already')
          : undefined,
      ],
      () => (former === undefined ? entered(given, at) : []),
    );
  },
});

const entered = (given: Entry, at: number): readonly CaseEvent[] => {
  const { act, command, data, facts, stage, context } = given;
  const entry = { by: act.by, at, fileReference: data.fileReference };
  const now = { by: act.by, at: command.now };
  if (stage.status === 'final')
    return [
      fact('ExecutionFiled', entry),
      ...(facts.execution.acknowledged === undefined ? [] : executed(context, now, stage)),
    ];
  const served = isServed(facts, 'lifting', stage.lifting.at);
  return [fact('LiftingFiled', entry), ...(served ? [fact('CaseArchived', now)] : [])];
};
