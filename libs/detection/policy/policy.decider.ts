import { accept, refuse, unreachable, type Decider } from '../../event-sourcing/decider.js';
import type { Policy } from './policy.js';
import type { PolicyEvent } from './policy-events.js';
import { policyHash } from './policy-hash.js';

/** `retired`: was in force, and another took its place. */
export type PolicyStanding = 'draft' | 'trial' | 'in_force' | 'retired';

export interface PolicyRecord {
  readonly version: string;
  readonly hash: string;
  readonly policy: Policy;
  readonly standing: PolicyStanding;
  /** Admins who drafted it or put it on trial: another one must put it in force. */
  readonly hands: readonly string[];
}

export interface Policies {
  readonly records: ReadonlyMap<string, PolicyRecord>;
  readonly inForce?: { readonly version: string; readonly by: 'start' | 'admin' };
}

export type PolicyCommand =
  | { readonly type: 'Draft'; readonly policy: Policy; readonly person: string }
  | { readonly type: 'StartTrial'; readonly version: string; readonly person: string }
  | { readonly type: 'Activate'; readonly version: string; readonly person: string }
  /** The file, or the product's default, that the process was started with. */
  | { readonly type: 'Adopt'; readonly policy: Policy };

export type PolicyRefusal =
  'PolicyUnknown' | 'PolicyVersionReused' | 'AlreadyInForce' | 'NotOnTrial' | 'SecondAdminNeeded';

type Decide = Decider<Policies, PolicyCommand, PolicyEvent, PolicyRefusal>['decide'];

/**
 * A version may be drafted anew as long as it is a draft, for nothing cites it yet. From its trial
 * on it stands for one content for ever: reports, signals, deadlines and cases name it. A retired
 * version goes back into force by the same way, trial and second admin. Doing again what is done
 * changes nothing.
 */
const decide: Decide = (command, state) => {
  switch (command.type) {
    case 'Draft':
      return draft(command.policy, command.person, state);
    case 'Adopt':
      return adopt(command.policy, state);
    case 'StartTrial':
      return startTrial(command, state);
    case 'Activate':
      return activate(command, state);
    default:
      return unreachable(command);
  }
};

const draft = (policy: Policy, by: string, { records }: Policies): ReturnType<Decide> => {
  const { version } = policy;
  const hash = policyHash(policy);
  const known = records.get(version);
  if (known?.hash === hash) return accept();
  if (known && known.standing !== 'draft') return refuse('PolicyVersionReused');
  return accept({ type: 'PolicyDrafted', data: { version, hash, policy, by } });
};

/**
 * A file that was replaced by admins while the server ran stays replaced after the next start; one
 * that an operator changed at a start may be changed back at another.
 */
const adopt = (policy: Policy, { records, inForce }: Policies): ReturnType<Decide> => {
  const { version } = policy;
  const hash = policyHash(policy);
  const known = records.get(version);
  if (known && known.hash !== hash) return refuse('PolicyVersionReused');
  if (inForce && inForce.version === version) return accept();
  if (known?.standing === 'retired' && inForce?.by === 'admin') return accept();
  return accept({ type: 'PolicyAdopted', data: { version, hash, policy } });
};

const startTrial = (
  { version, person: by }: { readonly version: string; readonly person: string },
  { records }: Policies,
): ReturnType<Decide> => {
  const known = records.get(version);
  if (!known) return refuse('PolicyUnknown');
  if (known.standing === 'in_force') return refuse('AlreadyInForce');
  if (known.standing === 'trial') return accept();
  return accept({ type: 'PolicyTrialStarted', data: { version, hash: known.hash, by } });
};

const activate = (
  { version, person: by }: { readonly version: string; readonly person: string },
  { records }: Policies,
): ReturnType<Decide> => {
  const known = records.get(version);
  if (!known) return refuse('PolicyUnknown');
  if (known.standing === 'in_force') return refuse('AlreadyInForce');
  if (known.standing !== 'trial') return refuse('NotOnTrial');
  if (known.hands.includes(by)) return refuse('SecondAdminNeeded');
  return accept({ type: 'PolicyActivated', data: { version, hash: known.hash, by } });
};

const evolve = (state: Policies, event: PolicyEvent): Policies => {
  const { version } = event.data;
  const known = state.records.get(version);
  switch (event.type) {
    case 'PolicyAdopted':
      return inForce(state, { ...content(event.data), hands: known?.hands ?? [] }, 'start');
    case 'PolicyDrafted':
      return put(state, {
        ...content(event.data),
        standing: 'draft',
        hands: withHand(known, event.data.by),
      });
    case 'PolicyTrialStarted':
      return known === undefined
        ? state
        : put(state, { ...known, standing: 'trial', hands: handsOnTrial(known, event.data.by) });
    case 'PolicyActivated':
      return known === undefined ? state : inForce(state, known, 'admin');
    default:
      return unreachable(event);
  }
};

const content = ({ version, hash, policy }: Pick<PolicyRecord, 'version' | 'hash' | 'policy'>) => ({
  ...{ version, hash, policy },
});

const withHand = (known: PolicyRecord | undefined, by: string): readonly string[] => [
  ...new Set([...(known?.hands ?? []), by]),
];

/** What was in force once was approved then: whoever drafted it may be the second to bring it back. */
const handsOnTrial = (known: PolicyRecord, by: string): readonly string[] =>
  known.standing === 'retired' ? [by] : withHand(known, by);

const put = (state: Policies, record: PolicyRecord): Policies => ({
  ...state,
  records: new Map(state.records).set(record.version, record),
});

const inForce = (
  state: Policies,
  record: Omit<PolicyRecord, 'standing'>,
  by: 'start' | 'admin',
): Policies => {
  const former = state.inForce && state.records.get(state.inForce.version);
  const retired = former ? put(state, { ...former, standing: 'retired' }) : state;
  return {
    ...put(retired, { ...record, standing: 'in_force' }),
    inForce: { version: record.version, by },
  };
};

export const policyDecider: Decider<Policies, PolicyCommand, PolicyEvent, PolicyRefusal> = {
  initialState: { records: new Map() },
  decide,
  evolve,
};
