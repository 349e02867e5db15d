import type { RegistryKind } from '../outcome.js';

/** Which messages an address wants; `*` is every kind, also one that is yet to come. */
export type Wanted = '*' | RegistryKind;

/** A registered address of the registry. Its secrets lie outside of the event store. */
export interface Webhook {
  readonly name: string;
  readonly url: string;
  readonly types: readonly Wanted[];
}

/** Domain events of stream `webhook-<name>`. `secret` is the secret's id. */
export type WebhookEvent =
  | { readonly type: 'WebhookRegistered' | 'WebhookChanged'; readonly data: Webhook }
  | { readonly type: 'WebhookRemoved'; readonly data: { readonly name: string } }
  | {
      readonly type: 'WebhookSecretIssued' | 'WebhookSecretRevoked';
      readonly data: { readonly name: string; readonly secret: string };
    }
  /** The address answered that it is gone for good: messages are kept until it is put again. */
  | {
      readonly type: 'WebhookDisabled';
      readonly data: { readonly name: string; readonly reason: 'gone' };
    }
  /** Messages at positions `after` < p <= `upTo` go out again. */
  | {
      readonly type: 'WebhookReplayRequested';
      readonly data: { readonly name: string; readonly after: number; readonly upTo: number };
    };

export const webhookStream = (name: string): string => `webhook-${name}`;

const KINDS: readonly RegistryKind[] = [
  'hold',
  'release',
  'grade_void',
  'disqualified',
  'absent_zero',
  'none',
];

/** What stands for everything: also the topic's name, so that one list serves both ways. */
const EVERYTHING = ['*', 'outcome', 'outcome.*', 'probity.outcomes.v1'];

/** A member of `types` as stored: `outcome.grade_void` and `grade_void` are one. */
export const wantedOf = (text: string): Wanted | undefined => {
  if (EVERYTHING.includes(text)) return '*';
  return KINDS.find((kind) => text === kind || text === `outcome.${kind}`);
};

export const wants = ({ types }: Pick<Webhook, 'types'>, kind: RegistryKind): boolean =>
  types.includes('*') || types.includes(kind);
