import { proposalsAfter, type Proposal, type ProposalEvent, type Review } from './proposals.js';
import { accept, refuse, unreachable, type Decider } from '../event-sourcing/decider.js';
import type { VaultRef } from '../event-sourcing/vault.js';

export const RETENTION_STREAM = 'retention';

/** Why a person's data goes: 个人信息保护法 art. 47. */
export const BASES = ['purpose_ended', 'retention_ended', 'unlawful', 'order'] as const;
export type Basis = (typeof BASES)[number];

export type RetentionEvent =
  | {
      readonly type: 'LegalHoldPlaced';
      readonly data: { readonly subject: string; readonly reason: VaultRef; readonly by: string };
    }
  | {
      readonly type: 'LegalHoldLifted';
      readonly data: { readonly subject: string; readonly reason: VaultRef; readonly by: string };
    }
  | ProposalEvent
  | {
      readonly type: 'ErasureRequested';
      readonly data: {
        readonly erasure: string;
        readonly subject: string;
        readonly basis: Basis;
        readonly reference: VaultRef;
        readonly by: string;
      };
    }
  | {
      readonly type: 'ErasureConfirmed';
      readonly data: { readonly erasure: string; readonly by: string };
    }
  | {
      readonly type: 'PersonErased';
      readonly data: {
        readonly erasure: string;
        /** Events of the ledger, and entries of the vault, that were destroyed. */
        readonly events: number;
        readonly entries: number;
      };
    };

export interface Erasure {
  readonly id: string;
  readonly subject: string;
  readonly basis: Basis;
  readonly reference: VaultRef;
  readonly state: 'requested' | 'confirmed' | 'done';
  readonly requestedBy: string;
  readonly confirmedBy?: string;
  readonly destroyed?: { readonly events: number; readonly entries: number };
}

export interface Retention {
  readonly holds: ReadonlyMap<string, { readonly reason: VaultRef; readonly by: string }>;
  readonly erasures: ReadonlyMap<string, Erasure>;
  /** By subject id. */
  readonly proposals: ReadonlyMap<string, Proposal>;
}

/** `obstructed`: whether anything stands against it, as `obstaclesTo` finds it at that moment. */
export type RetentionCommand =
  | {
      readonly type: 'PlaceHold' | 'LiftHold';
      readonly subject: string;
      readonly reason: VaultRef;
      readonly by: string;
    }
  | {
      readonly type: 'RequestErasure';
      readonly id: string;
      readonly subject: string;
      readonly basis: Basis;
      readonly reference: VaultRef;
      readonly by: string;
      readonly obstructed: boolean;
    }
  | {
      readonly type: 'ConfirmErasure';
      readonly id: string;
      readonly by: string;
      readonly obstructed: boolean;
    }
  /** The clock's own; it destroys nothing. */
  | { readonly type: 'ReviewRetention'; readonly reviews: readonly Review[]; readonly now: number }
  | {
      readonly type: 'FinishErasure';
      readonly id: string;
      readonly events: number;
      readonly entries: number;
    };

export type RetentionRefusal =
  'ErasureObstructed' | 'ErasureUnderWay' | 'ErasureUnknown' | 'SecondAdminNeeded' | 'HoldUnknown';

type Decide = Decider<Retention, RetentionCommand, RetentionEvent, RetentionRefusal>['decide'];

/** Two admins destroy a person's data, one alone can only ask for it. What is done cannot be undone. */
const decide: Decide = (command, state) => {
  switch (command.type) {
    case 'PlaceHold':
      return placeHold(command, state);
    case 'LiftHold': {
      const { subject, reason, by } = command;
      if (!state.holds.has(subject)) return refuse('HoldUnknown');
      return accept({ type: 'LegalHoldLifted', data: { subject, reason, by } });
    }
    case 'RequestErasure':
      return request(command, state);
    case 'ConfirmErasure':
      return confirm(command, state);
    case 'ReviewRetention': {
      const { reviews, now } = command;
      const asked = new Set([...state.erasures.values()].map(({ subject }) => subject));
      const isSettled = (subject: string) => state.holds.has(subject) || asked.has(subject);
      return accept(...proposalsAfter(reviews, now, state.proposals, isSettled));
    }
    case 'FinishErasure': {
      const { id, events, entries } = command;
      const known = state.erasures.get(id);
      if (known?.state === 'done') return accept();
      if (known?.state !== 'confirmed') return refuse('ErasureUnknown');
      return accept({ type: 'PersonErased', data: { erasure: id, events, entries } });
    }
    default:
      return unreachable(command);
  }
};

type Of<Type extends RetentionCommand['type']> = Extract<RetentionCommand, { type: Type }>;

const isUnderWay = ({ erasures }: Retention, subject: string): boolean =>
  [...erasures.values()].some((one) => one.subject === subject && one.state === 'confirmed');

const placeHold = (
  { subject, reason, by }: Of<'PlaceHold' | 'LiftHold'>,
  state: Retention,
): ReturnType<Decide> => {
  if (state.holds.has(subject)) return accept();
  if (isUnderWay(state, subject)) return refuse('ErasureUnderWay');
  return accept({ type: 'LegalHoldPlaced', data: { subject, reason, by } });
};

const request = (command: Of<'RequestErasure'>, state: Retention): ReturnType<Decide> => {
  const { id, subject, basis, reference, by, obstructed } = command;
  if (isUnderWay(state, subject)) return refuse('ErasureUnderWay');
  if (obstructed || state.holds.has(subject)) return refuse('ErasureObstructed');
  return accept({
    type: 'ErasureRequested',
    data: { erasure: id, subject, basis, reference, by },
  });
};

const confirm = (
  { id, by, obstructed }: Of<'ConfirmErasure'>,
  state: Retention,
): ReturnType<Decide> => {
  const known = state.erasures.get(id);
  if (!known) return refuse('ErasureUnknown');
  if (known.state !== 'requested') return accept();
  if (known.requestedBy === by) return refuse('SecondAdminNeeded');
  if (obstructed || state.holds.has(known.subject)) return refuse('ErasureObstructed');
  return accept({ type: 'ErasureConfirmed', data: { erasure: id, by } });
};

const evolve = (state: Retention, event: RetentionEvent): Retention => {
  switch (event.type) {
    case 'LegalHoldPlaced': {
      const { subject, reason, by } = event.data;
      return { ...state, holds: new Map(state.holds).set(subject, { reason, by }) };
    }
    case 'LegalHoldLifted': {
      const holds = new Map(state.holds);
      holds.delete(event.data.subject);
      return { ...state, holds };
    }
    case 'RetentionEnding':
    case 'ErasureProposed': {
      const { subject, due } = event.data;
      const proposal = {
        due,
        state: event.type === 'ErasureProposed' ? 'proposed' : 'ending',
      } as const;
      return { ...state, proposals: new Map(state.proposals).set(subject, proposal) };
    }
    case 'ErasureProposalWithdrawn': {
      const proposals = new Map(state.proposals);
      proposals.delete(event.data.subject);
      return { ...state, proposals };
    }
    case 'ErasureRequested': {
      const { erasure: id, by: requestedBy, ...rest } = event.data;
      return put(state, { id, requestedBy, ...rest, state: 'requested' });
    }
    case 'ErasureConfirmed':
      return change(state, event.data.erasure, { state: 'confirmed', confirmedBy: event.data.by });
    case 'PersonErased': {
      const { erasure, ...destroyed } = event.data;
      return change(state, erasure, { state: 'done', destroyed });
    }
    default:
      return unreachable(event);
  }
};

const put = (state: Retention, erasure: Erasure): Retention => ({
  ...state,
  erasures: new Map(state.erasures).set(erasure.id, erasure),
});

const change = (state: Retention, id: string, what: Partial<Erasure>): Retention => {
  const known = state.erasures.get(id);
  return known ? put(state, { ...known, ...what }) : state;
};

export const retentionDecider: Decider<
  Retention,
  RetentionCommand,
  RetentionEvent,
  RetentionRefusal
> = {
  initialState: { holds: new Map(), erasures: new Map(), proposals: new Map() },
  decide,
  evolve,
};
