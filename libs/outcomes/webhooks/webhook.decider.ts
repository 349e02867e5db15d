import { accept, refuse, unreachable, type Decider } from '../../event-sourcing/decider.js';
import type { Webhook, WebhookEvent } from './webhook.js';

export type WebhookState =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'registered';
      readonly webhook: Webhook;
      /** Ids of the secrets that sign, oldest first; each message bears a signature by each. */
      readonly secrets: readonly string[];
      readonly disabled: boolean;
    };

export type WebhookCommand =
  /** `secret`: id of a new secret; an address that is registered for the first time has one. */
  | { readonly type: 'put'; readonly webhook: Webhook; readonly secret?: string }
  | { readonly type: 'remove' }
  | { readonly type: 'issue_secret'; readonly secret: string }
  | { readonly type: 'revoke_secret'; readonly secret: string }
  | { readonly type: 'disable' }
  | { readonly type: 'replay'; readonly after: number; readonly upTo: number };

export type WebhookRefusal =
  'WebhookUnknown' | 'SecretMissing' | 'SecretUnknown' | 'TwoSecretsInUse' | 'LastSecret';

/** The registry changes over from one secret to the next while both sign. */
const SECRETS_IN_USE = 2;

type Registered = Extract<WebhookState, { kind: 'registered' }>;
type Decide = Decider<WebhookState, WebhookCommand, WebhookEvent, WebhookRefusal>['decide'];

const decide: Decide = (command, state) => {
  if (command.type === 'put') return put(command, state);
  if (state.kind === 'absent') return refuse('WebhookUnknown');
  const { name } = state.webhook;
  switch (command.type) {
    case 'remove':
      return accept({ type: 'WebhookRemoved', data: { name } });
    case 'issue_secret':
      if (state.secrets.length >= SECRETS_IN_USE) return refuse('TwoSecretsInUse');
      return accept({ type: 'WebhookSecretIssued', data: { name, secret: command.secret } });
    case 'revoke_secret':
      if (!state.secrets.includes(command.secret)) return refuse('SecretUnknown');
      if (state.secrets.length === 1) return refuse('LastSecret');
      return accept({ type: 'WebhookSecretRevoked', data: { name, secret: command.secret } });
    case 'disable':
      if (state.disabled) return accept();
      return accept({ type: 'WebhookDisabled', data: { name, reason: 'gone' } });
    case 'replay': {
      const { after, upTo } = command;
      return accept({ type: 'WebhookReplayRequested', data: { name, after, upTo } });
    }
    default:
      return unreachable(command);
  }
};

/** Putting the same again changes nothing; an address that was disabled is tried again. */
const put = (
  { webhook, secret }: Extract<WebhookCommand, { type: 'put' }>,
  state: WebhookState,
): ReturnType<Decide> => {
  const issued: readonly WebhookEvent[] =
    secret === undefined
      ? []
      : [{ type: 'WebhookSecretIssued', data: { name: webhook.name, secret } }];
  if (state.kind === 'absent') {
    if (secret === undefined) return refuse('SecretMissing');
    return accept({ type: 'WebhookRegistered', data: webhook }, ...issued);
  }
  if (issued.length + state.secrets.length > SECRETS_IN_USE) return refuse('TwoSecretsInUse');
  const changed = state.disabled || !same(state.webhook, webhook);
  return accept(
    ...(changed ? [{ type: 'WebhookChanged' as const, data: webhook }] : []),
    ...issued,
  );
};

const same = (one: Webhook, other: Webhook): boolean =>
  one.url === other.url &&
  one.types.length === other.types.length &&
  one.types.every((type) => other.types.includes(type));

const evolve = (state: WebhookState, event: WebhookEvent): WebhookState => {
  switch (event.type) {
    case 'WebhookRegistered':
      return { kind: 'registered', webhook: event.data, secrets: [], disabled: false };
    case 'WebhookRemoved':
      return { kind: 'absent' };
    case 'WebhookReplayRequested':
      return state;
    default:
      return state.kind === 'absent' ? state : changed(state, event);
  }
};

type Change = Exclude<
  WebhookEvent,
  { type: 'WebhookRegistered' | 'WebhookRemoved' | 'WebhookReplayRequested' }
>;

const changed = (state: Registered, event: Change): Registered => {
  switch (event.type) {
    case 'WebhookChanged':
      return { ...state, webhook: event.data as Webhook, disabled: false };
    case 'WebhookSecretIssued':
      return { ...state, secrets: [...state.secrets, secretOf(event)] };
    case 'WebhookSecretRevoked':
      return { ...state, secrets: state.secrets.filter((one) => one !== secretOf(event)) };
    case 'WebhookDisabled':
      return { ...state, disabled: true };
    default:
      return unreachable(event as never);
  }
};

const secretOf = ({ data }: Change): string => (data as { secret: string }).secret;

/** Stream `webhook-<name>`: where outcomes go, under which secrets. */
export const webhookDecider: Decider<WebhookState, WebhookCommand, WebhookEvent, WebhookRefusal> = {
  initialState: { kind: 'absent' },
  decide,
  evolve,
};
