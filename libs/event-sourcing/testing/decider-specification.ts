import { expect } from '@jest/globals';
import { fold, type Decider } from '../decider.js';

/**
 * Given/when/then as values:
 *
 *     const { given } = deciderSpecification(lamp);
 *     given([switchedOn]).when(switchOn).thenRefused({ refusal: 'AlreadyOn' });
 *
 * Nothing is checked before one of the `then` functions is called.
 */
export const deciderSpecification = <State, Command, Event, Refusal>(
  decider: Decider<State, Command, Event, Refusal>,
) => ({
  given: (history: readonly Event[]) => ({
    when: (command: Command) => {
      const before = fold(decider.evolve, decider.initialState, history);
      const kept = structuredClone(before);
      const decision = decider.decide(command, before);
      // A decision that changes its state would answer differently when it is retried.
      expect(before).toEqual(kept);
      return {
        /** Exactly these facts follow; none at all for an accepted command without effect. */
        then: (...events: readonly Event[]): void => expect(decision).toEqual({ ok: true, events }),
        thenRefused: (refusal: Refusal): void => expect(decision).toEqual({ ok: false, refusal }),
        /** The state once the facts are folded in; a refusal fails here. */
        thenState: (check: (state: State) => void): void => {
          expect(decision).toMatchObject({ ok: true });
          if (decision.ok) check(fold(decider.evolve, before, decision.events));
        },
      };
    },
  }),
});
