import { behaviour, unless } from '../behaviour.js';
import { fact, type CaseEvent } from '../events.js';

/** The decision is entered in the student file; with the registry's word the case is executed. */
export const acknowledgeExecution = behaviour({
  name: 'acknowledge_execution',
  roles: ['registrar'],
  stages: ['final'],
  decide: (given) => {
    const { act, command, data, facts, stage, no } = given;
    const at = data.at ?? act.at;
    const { fileReference, acknowledged } = facts.execution;
    const filed = fact('ExecutionFiled', { by: act.by, at, fileReference: data.fileReference });
    const executed: readonly CaseEvent[] =
      acknowledged === undefined ? [] : [fact('CaseExecuted', { by: act.by, at: command.now })];
    return unless(
      [
        stage.decision.outcome === 'grade_void'
          ? undefined
          : no('WrongState', 'the decision leaves nothing to enter in the student file'),
        at > command.now || at < stage.decision.at
          ? no('TimeOutOfOrder', 'the entry was made between the decision and now')
          : undefined,
        fileReference !== undefined && fileReference !== data.fileReference
          ? no('WrongState', 'the entry in the student file is on record already')
          : undefined,
      ],
      () => (fileReference === undefined ? [filed, ...executed] : []),
    );
  },
});
