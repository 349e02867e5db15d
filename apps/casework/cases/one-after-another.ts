import { accept, fold, type Decider } from '../../../libs/event-sourcing/decider.js';

/**
 * A decider of several commands at once: each is decided on what the ones before it led to, and
 * the first refusal refuses them all. What belongs together is recorded in one append.
 */
export const oneAfterAnother = <State, Command, Event, Refusal>(
  decider: Decider<State, Command, Event, Refusal>,
): Decider<State, readonly Command[], Event, Refusal> => ({
  ...decider,
  decide: (commands, state) => {
    const events: Event[] = [];
    let reached = state;
    for (const command of commands) {
      const decision = decider.decide(command, reached);
      if (!decision.ok) return decision;
      events.push(...decision.events);
      reached = fold(decider.evolve, reached, decision.events);
    }
    return accept(...events);
  },
});
