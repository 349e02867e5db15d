import { accept, refuse, type Decider, type Decision } from '../event-sourcing/decider.js';
import type { CaseEvent } from '../cases/events.js';
import { studentOf, type Case } from '../cases/state.js';
import { isTakenOver } from './answer.js';
import type { Acknowledgement, OutcomeEvent } from './outcome.js';
import { evolveOutcome, NOTHING_SAID, type OutcomeState } from './outcome-state.js';
import { outcomesFor, type Draft, type OutcomeLimits } from './outcomes-for.js';

export type OutcomeCommand =
  /** An event of the case, in the order of its stream; repeats are harmless. */
  | {
      readonly type: 'follow';
      readonly event: CaseEvent;
      /** Version of the event in the case's stream. */
      readonly version: number;
      /** The case with the event in it. */
      readonly after: Case;
      readonly limits: OutcomeLimits;
    }
  /** The registry's answer. */
  | {
      readonly type: 'acknowledge';
      readonly outcome: string;
      readonly by: string;
      readonly acknowledgement: Acknowledgement;
    };

export type OutcomeRefusal =
  | { readonly name: 'UnknownOutcome'; readonly outcome: string }
  /** Taken over before, with another answer. */
  | { readonly name: 'AlreadyAcknowledged'; readonly outcome: string };

type Said = Decision<OutcomeEvent, OutcomeRefusal>;

/** Stream `outcome-<case>`: what the registry was told, and what it answered. */
export const outcomeDecider: Decider<OutcomeState, OutcomeCommand, OutcomeEvent, OutcomeRefusal> = {
  initialState: NOTHING_SAID,
  decide: (command, state) =>
    command.type === 'follow' ? follow(command, state) : acknowledge(command, state),
  evolve: evolveOutcome,
};

const follow = (
  { event, version, after, limits }: Extract<OutcomeCommand, { type: 'follow' }>,
  state: OutcomeState,
): Said => {
  if (version <= state.causedBy) return accept();
  const drafts = outcomesFor(event, after, state.standing, limits);
  return accept(
    ...drafts.map((draft, index) =>
      addressed(draft, after, state.messages.length + index + 1, version),
    ),
  );
};

const addressed = (
  { type, ...content }: Draft,
  { facts }: Case,
  sequence: number,
  causedBy: number,
): OutcomeEvent => ({
  type,
  data: {
    ...content,
    id: `${facts.id}-${sequence}`,
    version: sequence,
    case: facts.id,
    student: studentOf(facts),
    offering: facts.course.offering,
    causedBy,
  },
});

const acknowledge = (
  { outcome, by, acknowledgement }: Extract<OutcomeCommand, { type: 'acknowledge' }>,
  state: OutcomeState,
): Said => {
  const message = state.messages.find(({ id }) => id === outcome);
  if (!message) return refuse({ name: 'UnknownOutcome', outcome });
  const former = state.acknowledgements[outcome];
  if (former && sameAnswer(former, acknowledgement)) return accept();
  // A refusal may be mended by a redelivery, a contradiction by another word; what was taken over stays so.
  if (isTakenOver(message.kind, former, undefined))
    return refuse({ name: 'AlreadyAcknowledged', outcome });
  return accept({ type: 'OutcomeAcknowledged', data: { ...acknowledgement, outcome, by } });
};

const sameAnswer = (one: Acknowledgement, other: Acknowledgement): boolean =>
  one.status === other.status &&
  one.reference === other.reference &&
  one.at === other.at &&
  one.grade === other.grade;

/** Whether the message carries a decision out, so that its acceptance counts towards `executed`. */
export const settles = (kind: string): boolean => kind !== 'hold' && kind !== 'release';
