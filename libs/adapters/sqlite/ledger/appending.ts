import type {
  AppendOutcome,
  IncomingEvent,
  RejectedEvent,
} from '../../../activity/activity-ledger.js';
import { sameContent } from '../../../activity/canonical.js';
import type { Parts } from './parts.js';
import { readPosition } from './reading.js';

export interface AppendRequest {
  readonly events: readonly IncomingEvent[];
  readonly receivedAt: number;
  readonly rejects: readonly RejectedEvent[];
}

/** Identities and account index wait in memory up to this many events. */
const FLUSH_AT = 32_768;

/** All requests share one transaction: one wait for the disk. */
export const appendAll = (
  parts: Parts,
  requests: readonly AppendRequest[],
): readonly (readonly AppendOutcome[])[] =>
  parts.transaction(() => {
    const answers = requests.map(({ events, receivedAt, rejects }) => {
      keepRejects(parts, rejects, receivedAt);
      return events.map((event) => take(parts, event, receivedAt));
    });
    countDuplicates(parts, requests, answers);
    return answers;
  });

/** To be called when nobody waits: does the bookkeeping that appends put off. */
export const tidy = (parts: Parts): void => {
  if (parts.identities.waiting >= FLUSH_AT) parts.flush();
};

const take = (parts: Parts, event: IncomingEvent, receivedAt: number): AppendOutcome => {
  const { identities, names } = parts;
  const key = identities.keyOf(event.source, event.id);
  const digest = identities.digestOf(event.raw);
  const known = identities.find(key);
  if (known !== undefined) {
    const { position } = known;
    if (known.digest === null || known.digest === digest) return { outcome: 'duplicate', position };
    // Other bytes: only now is it worth asking whether they say the same.
    const stored = readPosition(parts, position);
    const same = stored !== undefined && sameContent(stored, event);
    return { outcome: same ? 'duplicate' : 'conflict', position };
  }
  const position = parts.head + 1;
  const { id, time, mode, raw } = event;
  const account = names.accountId(event.source, event.account);
  const type = names.typeId(event.type);
  parts.accept({ position, account, time, received: receivedAt, type, mode, id, raw }, key, digest);
  return { outcome: 'accepted', position };
};

const keepRejects = (
  { db }: Parts,
  rejects: readonly RejectedEvent[],
  receivedAt: number,
): void => {
  if (rejects.length === 0) return;
  const keeping = db.prepare(
    `INSERT INTO reject (received, source, id, code, message, pointer, raw, origin)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) WHERE origin IS NOT NULL DO NOTHING`,
  );
  for (const { source, id, code, message, pointer, raw, origin } of rejects)
    keeping.run(
      ...[receivedAt, source ?? null, id ?? null, code, message, pointer ?? null],
      ...[raw, origin ?? null],
    );
};

const countDuplicates = (
  { counters }: Parts,
  requests: readonly AppendRequest[],
  answers: readonly (readonly AppendOutcome[])[],
): void => {
  const bySource = new Map<string, number>();
  for (const [request, answer] of answers.entries())
    for (const [place, { outcome }] of answer.entries()) {
      const source = requests[request]?.events[place]?.source;
      if (outcome === 'duplicate' && source !== undefined)
        bySource.set(source, (bySource.get(source) ?? 0) + 1);
    }
  for (const [source, more] of bySource)
    for (const name of ['duplicates', `duplicates ${source}`] as const)
      counters.set(name, counters.get(name) + more);
};
