import { behaviour, unless, type Given } from '../behaviour.js';
import { fact, type CaseEvent } from '../events.js';
import { executed } from '../execution.js';
import type { Refusal } from '../refusals.js';
import { isServed } from './record-delivery.js';

type Entry = Given<'acknowledge_execution', 'final' | 'lifted' | 'revoked'>;

/**
 * The registrar's entries in the student file: of the decision, which with the registry's word
 * executes it; of the lifting, which with its delivery ends the case's papers; and that the entry of
 * a decision was taken out again after the province revoked it.
 */
export const acknowledgeExecution = behaviour({
  name: 'acknowledge_execution',
  roles: ['registrar'],
  stages: ['final', 'lifted', 'revoked'],
  decide: (given) => {
    const { command, data, stage, no, act } = given;
    const at = data.at ?? act.at;
    const { former, earliest } = onRecord(given);
    return unless(
      [
        stage.decision.outcome === 'grade_void'
          ? undefined
          : no('WrongState', 'the decision leaves nothing to enter in the student file'),
        nothingToWithdraw(given),
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

/** The entry of this stage where it is on record, and what it cannot come before. */
const onRecord = ({ facts, stage }: Entry): { former: string | undefined; earliest: number } => {
  const { fileReference, liftingReference, withdrawalReference } = facts.execution;
  switch (stage.status) {
    case 'final':
      return { former: fileReference, earliest: stage.decision.at };
    case 'lifted':
      return { former: liftingReference, earliest: stage.lifting.at };
    case 'revoked':
      return { former: withdrawalReference, earliest: stage.at };
  }
};

const nothingToWithdraw = ({ facts, stage, no }: Entry): Refusal | undefined =>
  stage.status === 'revoked' && facts.execution.fileReference === undefined
    ? no('WrongState', 'the decision that was revoked was not entered in the student file')
    : undefined;

const entered = (given: Entry, at: number): readonly CaseEvent[] => {
  const { act, command, data, facts, stage, context } = given;
  const entry = { by: act.by, at, fileReference: data.fileReference };
  const now = { by: act.by, at: command.now };
  if ('lifting' in stage) {
    const served = isServed(facts, 'lifting', stage.lifting.at);
    return [fact('LiftingFiled', entry), ...(served ? [fact('CaseArchived', now)] : [])];
  }
  return stage.status === 'revoked'
    ? [fact('FileEntryWithdrawn', entry)]
    : [
        fact('ExecutionFiled', entry),
        ...(facts.execution.acknowledged === undefined ? [] : executed(context, now, stage)),
      ];
};
