import { describe, expect, it } from '@jest/globals';
import { account, deposited, type AccountEvent } from './account.js';
import { deciderSpecification } from './decider-specification.js';
import { projectionSpecification } from './projection-specification.js';

const { given } = deciderSpecification(account);
const withdraw = (amount: number) => ({ kind: 'withdraw', amount }) as const;

describe('decider specification', () => {
  it('given a history, when decided, then facts or a refusal are compared as values', () => {
    given([deposited(5)])
      .when(withdraw(3))
      .then({ type: 'Withdrawn', data: { amount: 3 } });
    given([deposited(5)])
      .when(withdraw(6))
      .thenRefused('Overdrawn');
    given([]).when(withdraw(0)).then();
    given([deposited(5)])
      .when(withdraw(3))
      .thenState((balance) => expect(balance).toBe(2));
  });

  it('given a wrong expectation, when checked, then it fails', () => {
    const decided = given([deposited(5)]).when(withdraw(3));
    expect(() => decided.then()).toThrow();
    expect(() => decided.then({ type: 'Withdrawn', data: { amount: 4 } })).toThrow();
    expect(() => decided.thenRefused('Overdrawn')).toThrow();
    expect(() =>
      given([])
        .when(withdraw(1))
        .thenState(() => undefined),
    ).toThrow();
  });

  it('given a decider that changes its state, when decided, then it fails', () => {
    const sloppy = deciderSpecification({
      initialState: { calls: 0 },
      decide: (_: string, state: { calls: number }) => {
        state.calls += 1;
        return { ok: true, events: [] };
      },
      evolve: (state) => state,
    });
    expect(() => sloppy.given([]).when('go')).toThrow();
  });
});

describe('projection specification', () => {
  const total = projectionSpecification<number, AccountEvent>({
    initial: 0,
    apply: (sum, event) => account.evolve(sum, event),
  });
  const last = projectionSpecification<number, AccountEvent>({
    initial: 0,
    apply: (_, event) => event.data.amount,
  });
  const events = [deposited(1), deposited(2), deposited(3)];

  it('given events, when folded, then the view is compared', () => {
    total.given(events).then(6);
    total.given(events).thenInAnyOrder(6);
    last.given(events).thenEvenIfRepeated(3);
  });

  it('given a view that depends on order or repeats, when checked, then it fails', () => {
    expect(() => last.given(events).thenInAnyOrder(3)).toThrow();
    expect(() => total.given(events).thenEvenIfRepeated(6)).toThrow();
  });
});
