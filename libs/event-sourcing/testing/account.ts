import { accept, refuse, type Decider } from '../decider.js';

export type AccountEvent =
  | { readonly type: 'Deposited'; readonly data: { readonly amount: number } }
  | { readonly type: 'Withdrawn'; readonly data: { readonly amount: number } };

export interface AccountCommand {
  readonly kind: 'deposit' | 'withdraw';
  readonly amount: number;
}

/** The smallest decider with a guard: the library's own specs run on it. */
export const account: Decider<number, AccountCommand, AccountEvent, 'Overdrawn'> = {
  initialState: 0,
  decide: ({ kind, amount }, balance) => {
    if (amount === 0) return accept();
    if (kind === 'deposit') return accept({ type: 'Deposited', data: { amount } });
    if (amount > balance) return refuse('Overdrawn');
    return accept({ type: 'Withdrawn', data: { amount } });
  },
  evolve: (balance, { type, data }) =>
    type === 'Deposited' ? balance + data.amount : balance - data.amount,
};

export const deposited = (amount: number): AccountEvent => ({
  type: 'Deposited',
  data: { amount },
});
