import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Attempted, FailureReason } from '../../outcomes/webhooks/delivery.js';
import type { OutcomeSender, Sending } from '../../outcomes/webhooks/outcome-sender.js';
import { ForbiddenAddress, pinnedLookup } from './pinned-lookup.js';
import { signedHeaders } from './signature.js';
import { faultOf, type TargetRules } from './target-rules.js';

export interface HttpsSenderOptions {
  readonly rules: TargetRules;
  /** The whole attempt, milliseconds. */
  readonly timeoutMs: number;
  /** The receiver holds the signature's time against its own clock: this is never a moved one. */
  readonly wallClock: () => Date;
}

type Failed = Extract<Attempted, { ok: false }>;
type Answered = Omit<Failed, 'tookMs'> | { readonly ok: true; readonly status: number };

/** Posts messages, signed. One connection an attempt, no redirect. */
export class HttpsSender implements OutcomeSender {
  constructor(private readonly options: HttpsSenderOptions) {}

  async send(sending: Sending, signal: AbortSignal): Promise<Attempted> {
    const started = performance.now();
    const answer = await this.attempt(sending, signal).catch((error: unknown): Answered => ({
      ok: false,
      reason: reasonOf(error),
    }));
    return { ...answer, tookMs: Math.round(performance.now() - started) };
  }

  private async attempt(sending: Sending, signal: AbortSignal): Promise<Answered> {
    if (sending.secrets.length === 0) return { ok: false, reason: 'no_secret' };
    const { rules, timeoutMs } = this.options;
    // Settings may have become stricter since the address was registered.
    if (faultOf(sending.url, rules) !== undefined)
      return { ok: false, reason: 'forbidden_address' };
    const limit = timeLimit(timeoutMs, signal);
    const answer = await this.post(sending, limit.signal).catch((error: unknown) => {
      limit.end();
      throw error;
    });
    const { statusCode: status = 0, headers } = answer;
    // What else it says is of no interest; the time limit ends an answer that never ends.
    answer.once('close', limit.end);
    answer.on('error', () => undefined).resume();
    if (status >= 200 && status < 300) return { ok: true, status };
    const reason: FailureReason = status >= 300 && status < 400 ? 'redirect' : 'status';
    const seconds = Number(headers['retry-after']);
    return {
      ...{ ok: false, reason, status },
      ...(seconds > 0 && { retryAfterMs: seconds * 1000 }),
    };
  }

  private post({ url, id, body, secrets }: Sending, signal: AbortSignal): Promise<IncomingMessage> {
    const target = new URL(url);
    const bytes = Buffer.from(body, 'utf8');
    const options: RequestOptions = {
      method: 'POST',
      agent: false,
      signal,
      lookup: pinnedLookup(this.options.rules),
      headers: {
        'content-type': 'application/json',
        'content-length': bytes.length,
        'user-agent': 'Probity',
        ...signedHeaders(id, this.options.wallClock(), body, secrets),
      },
    };
    const request = target.protocol === 'http:' ? plainRequest : secureRequest;
    return new Promise((resolve, reject) => {
      request(target, options, resolve).once('error', reject).end(bytes);
    });
  }
}

/**
 * A signal that aborts after a time, or with another signal. Made by hand: what `AbortSignal.any` joins
 * is held weakly, and a collected `AbortSignal.timeout` never fires (seen on Node 20 under load).
 */
const timeLimit = (ms: number, outer: AbortSignal) => {
  const inner = new AbortController();
  const stop = (): void => inner.abort(outer.reason);
  const timer = setTimeout(() => inner.abort(new DOMException('no answer', 'TimeoutError')), ms);
  if (outer.aborted) stop();
  outer.addEventListener('abort', stop, { once: true });
  const end = (): void => {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  };
  return { signal: inner.signal, end };
};

const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/;

const reasonOf = (error: unknown): FailureReason => {
  const { name, code, cause } = error as NodeJS.ErrnoException & { cause?: unknown };
  if (error instanceof ForbiddenAddress) return 'forbidden_address';
  if (name === 'TimeoutError' || (cause as Error | undefined)?.name === 'TimeoutError')
    return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unresolvable';
  return TLS.test(code ?? '') ? 'tls' : 'no_answer';
};
