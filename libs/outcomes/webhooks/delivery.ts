/** Why a message did not arrive, or nobody knows that it did. */
export type FailureReason =
  /** No answer in time. */
  | 'timeout'
  /** Connection refused, reset or closed before an answer. */
  | 'no_answer'
  /** The name has no address. */
  | 'unresolvable'
  /** The name leads to an address that may not be called. */
  | 'forbidden_address'
  /** The certificate is not trusted, or the connection cannot be secured. */
  | 'tls'
  /** A redirect: never followed. */
  | 'redirect'
  /** Any other answer outside 2xx. */
  | 'status'
  /** The key folder does not hold the secret. */
  | 'no_secret';

/** What became of one attempt. `tookMs` in milliseconds. */
export type Attempted =
  | { readonly ok: true; readonly status: number; readonly tookMs: number }
  | {
      readonly ok: false;
      readonly reason: FailureReason;
      readonly status?: number;
      readonly tookMs: number;
      /** Milliseconds that the answer asks to wait. */
      readonly retryAfterMs?: number;
    };

interface Attempt {
  readonly webhook: string;
  /** The outcome's id. */
  readonly outcome: string;
  /** From 1; anew after a redelivery. */
  readonly attempt: number;
  /** Milliseconds. */
  readonly at: number;
  readonly tookMs: number;
}

/** Domain events of stream `delivery-<webhook>`: what left the house, and what was tried. */
export type DeliveryEvent =
  | { readonly type: 'OutcomeDelivered'; readonly data: Attempt & { readonly status: number } }
  | {
      readonly type: 'OutcomeDeliveryFailed';
      readonly data: Attempt & {
        readonly reason: FailureReason;
        readonly status?: number;
        /** The message goes out again then, in milliseconds. */
        readonly retryAt: number;
        /** Nothing goes to the address before; absent where the failure is the message's own. */
        readonly addressRetryAt?: number;
      };
    }
  | {
      readonly type: 'RedeliveryRequested';
      readonly data: { readonly webhook: string; readonly outcome: string; readonly at: number };
    };

export const deliveryStream = (webhook: string): string => `delivery-${webhook}`;

/** Answers that say something about the one message; all others are about the address. */
const ABOUT_THE_MESSAGE = [400, 409, 413, 415, 422];

/** Whether the failure is the address's, so that its other messages need not be tried now. */
export const isTheAddress = ({ status }: { readonly status?: number }): boolean =>
  status === undefined || !ABOUT_THE_MESSAGE.includes(status);
