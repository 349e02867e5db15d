import { expect } from '@jest/globals';
import { fold } from '../decider.js';

/** A read side in its smallest form: a value folded from events. */
export interface Projection<View, Event> {
  readonly initial: View;
  readonly apply: (view: View, event: Event) => View;
}

/**
 *     const { given } = projectionSpecification(counter);
 *     given([counted, counted]).then(2);
 */
export const projectionSpecification = <View, Event>({
  initial,
  apply,
}: Projection<View, Event>) => ({
  given: (events: readonly Event[]) => ({
    then: (view: View): void => expect(fold(apply, initial, events)).toEqual(view),
    /** The same view whatever the order of arrival: law 2 for a handful of events. */
    thenInAnyOrder: (view: View): void => {
      for (const order of orders(events)) expect(fold(apply, initial, order)).toEqual(view);
    },
    /** Processors deliver at least once: each event twice in a row changes nothing. */
    thenEvenIfRepeated: (view: View): void =>
      expect(
        fold(
          apply,
          initial,
          events.flatMap((event) => [event, event]),
        ),
      ).toEqual(view),
  }),
});

/** All orders; meant for six events or fewer. */
const orders = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, index) =>
        orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
      );
