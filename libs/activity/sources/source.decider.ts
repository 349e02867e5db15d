import { accept, refuse, unreachable, type Decider } from '../../event-sourcing/decider.js';
import type { SourceEvent, SourceRegistration } from '../../event-sourcing/source-events.js';

export interface SourceKey {
  readonly key: string;
  /** SHA-256 of the secret, hex. */
  readonly hash: string;
  readonly revoked: boolean;
}

export type Source =
  | { readonly kind: 'unregistered' }
  | {
      readonly kind: 'registered';
      readonly registration: SourceRegistration;
      readonly keys: readonly SourceKey[];
    };

export type SourceCommand =
  | { readonly type: 'Register'; readonly registration: SourceRegistration }
  | {
      readonly type: 'IssueKey';
      readonly source: string;
      readonly key: string;
      readonly hash: string;
    }
  | { readonly type: 'RevokeKey'; readonly source: string; readonly key: string };

export type SourceRefusal = 'SourceNotRegistered' | 'TwoKeysAreInUse' | 'KeyUnknown';

/** A new key may overlap with the one it replaces, so that a vendor can change over; no more. */
const KEYS_IN_USE = 2;

/** Registering the same again, or revoking what is revoked, changes nothing. */
const decide: Decider<Source, SourceCommand, SourceEvent, SourceRefusal>['decide'] = (
  command,
  source,
) => {
  if (command.type === 'Register') {
    const { registration: data } = command;
    const known = source.kind === 'registered' && same(source.registration, data);
    return known ? accept() : accept({ type: 'SourceRegistered', data });
  }
  if (source.kind === 'unregistered') return refuse('SourceNotRegistered');
  switch (command.type) {
    case 'IssueKey': {
      const { source: name, key, hash } = command;
      if (source.keys.filter(({ revoked }) => !revoked).length >= KEYS_IN_USE)
        return refuse('TwoKeysAreInUse');
      return accept({ type: 'SourceKeyIssued', data: { source: name, key, hash } });
    }
    case 'RevokeKey': {
      const found = source.keys.find(({ key }) => key === command.key);
      if (!found) return refuse('KeyUnknown');
      if (found.revoked) return accept();
      const { source: name, key } = command;
      return accept({ type: 'SourceKeyRevoked', data: { source: name, key } });
    }
    default:
      return unreachable(command);
  }
};

const evolve = (source: Source, event: SourceEvent): Source => {
  const keys = source.kind === 'registered' ? source.keys : [];
  switch (event.type) {
    case 'SourceRegistered':
      return { kind: 'registered', registration: event.data, keys };
    case 'SourceKeyIssued': {
      const { key, hash } = event.data;
      return withKeys(source, [...keys, { key, hash, revoked: false }]);
    }
    case 'SourceKeyRevoked':
      return withKeys(
        source,
        keys.map((one) => (one.key === event.data.key ? { ...one, revoked: true } : one)),
      );
    default:
      return unreachable(event);
  }
};

const withKeys = (source: Source, keys: readonly SourceKey[]): Source =>
  source.kind === 'registered' ? { ...source, keys } : source;

const same = (a: SourceRegistration, b: SourceRegistration): boolean =>
  a.title === b.title &&
  a.clock === b.clock &&
  a.cadenceSec === b.cadenceSec &&
  a.listed === b.listed;

export const sourceDecider: Decider<Source, SourceCommand, SourceEvent, SourceRefusal> = {
  initialState: { kind: 'unregistered' },
  decide,
  evolve,
};
