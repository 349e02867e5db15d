import { behaviour, unless, type Given } from '../behaviour.js';
import { fact, type CaseEvent } from '../events.js';
import { isToGo } from '../evolution/filed-after.js';
import { executed } from '../execution.js';
import type { Stage } from '../stage.js';
import type { CaseFacts } from '../state.js';
import { isServed } from './record-delivery.js';
import { STAGES_CLAIMED } from './stages.js';

type Entry = Given<'acknowledge_execution', (typeof STAGES_CLAIMED)[number]>;

/**
 * The registrar's entries in the student file: of the decision, which with the registry's word
 * executes it; of the lifting, which with its delivery ends the case's papers; and, wherever the case
 * stands by then, that the entry of a decision was taken out again since that no longer stands.
 */
export const acknowledgeExecution = behaviour({
  name: 'acknowledge_execution',
  roles: ['registrar'],
  stages: STAGES_CLAIMED,
  decide: (given) => {
    const { command, data, stage, facts, no, act } = given;
    const at = data.at ?? act.at;
    const task = taskOf(facts, stage);
    if (task === undefined)
      return unless(
        [
          no(
            'WrongState',
            'there is nothing to enter in the student file or to take out of it now',
          ),
        ],
        () => [],
      );
    const { former, earliest } = task;
    return unless(
      [
        at > command.now || at < earliest
          ? no('TimeOutOfOrder', 'the entry was made between what it enters and now')
          : undefined,
        former !== undefined && former !== data.fileReference
          ? no('WrongState', 'the entry in the student file is on record already')
          : undefined,
      ],
      () => (former === undefined ? recorded(given, at) : []),
    );
  },
});

/** What is asked of the registrar: its reference where it is on record, and what it cannot come before. */
interface Task {
  readonly former: string | undefined;
  readonly earliest: number;
}

const taskOf = (facts: CaseFacts, stage: Stage): Task | undefined => {
  const { fileReference, liftingReference } = facts.execution;
  // In the place of what was entered before, where there is such an entry.
  if (stage.status === 'final' && stage.decision.outcome === 'grade_void')
    return { former: fileReference, earliest: stage.decision.at };
  if (stage.status === 'lifted') return { former: liftingReference, earliest: stage.lifting.at };
  const gone = facts.filed.filter(isToGo);
  const last = gone.length > 0 ? gone : facts.filed.slice(-1);
  const earliest = Math.max(...last.map(({ revokedAt = Infinity }) => revokedAt));
  return Number.isFinite(earliest)
    ? { former: last.at(-1)?.withdrawalReference, earliest }
    : undefined;
};

const recorded = (given: Entry, at: number): readonly CaseEvent[] => {
  const { act, command, data, facts, stage, context } = given;
  const entry = { by: act.by, at, fileReference: data.fileReference };
  const now = { by: act.by, at: command.now };
  if (stage.status === 'lifted') {
    const served = isServed(facts, 'lifting', stage.lifting.at);
    return [fact('LiftingFiled', entry), ...(served ? [fact('CaseArchived', now)] : [])];
  }
  if (stage.status !== 'final' || stage.decision.outcome !== 'grade_void')
    return [fact('FileEntryWithdrawn', entry)];
  return [
    fact('ExecutionFiled', entry),
    ...(facts.execution.acknowledged === undefined ? [] : executed(context, now, stage)),
  ];
};
