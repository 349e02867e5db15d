import type { Acknowledgement, Outcome, OutcomeEvent } from './outcome.js';

/** What the registry was told to do with the grade. */
export type Standing =
  | { readonly kind: 'clear' }
  /** `over`: what was in force before, where a stay holds it. */
  | { readonly kind: 'held'; readonly message: Outcome; readonly over?: Outcome }
  | { readonly kind: 'in_force'; readonly message: Outcome };

export interface OutcomeState {
  readonly standing: Standing;
  /** All messages, oldest first. */
  readonly messages: readonly Outcome[];
  /** The last answer to each message, by its id. */
  readonly acknowledgements: Readonly<Record<string, Acknowledgement>>;
  /** Version of the last event of the case that led to a message; 0 before the first. */
  readonly causedBy: number;
}

export const NOTHING_SAID: OutcomeState = {
  standing: { kind: 'clear' },
  messages: [],
  acknowledgements: {},
  causedBy: 0,
};

/** How a fact of stream `outcome-<case>` changes what the registry was told. Total. */
export const evolveOutcome = (state: OutcomeState, event: OutcomeEvent): OutcomeState => {
  if (event.type === 'OutcomeAcknowledged') {
    const { outcome, status, reference, at, grade } = event.data;
    const answer = { status, reference, at, ...(grade !== undefined && { grade }) };
    return { ...state, acknowledgements: { ...state.acknowledgements, [outcome]: answer } };
  }
  const { causedBy, ...message } = event.data;
  return {
    ...state,
    causedBy: Math.max(state.causedBy, causedBy),
    messages: [...state.messages, message],
    standing: standingAfter(message, state.standing),
  };
};

const standingAfter = (message: Outcome, before: Standing): Standing => {
  switch (message.kind) {
    case 'hold':
      return before.kind === 'in_force'
        ? { kind: 'held', message, over: before.message }
        : { kind: 'held', message };
    case 'release':
      return { kind: 'clear' };
    default:
      return { kind: 'in_force', message };
  }
};
