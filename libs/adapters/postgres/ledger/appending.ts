import type {
  AppendOutcome,
  IncomingEvent,
  LedgerPosition,
  RejectedEvent,
} from '../../../activity/activity-ledger.js';
import { sameContent } from '../../../activity/canonical.js';
import type { Session } from '../database.js';
import { LOCKS } from '../locks.js';
import { DIGEST_BYTES, KEY_BYTES, type Identities } from './identities.js';
import type { Names } from './names.js';
import { ensurePartitions, type Partitioning } from './partitions.js';
import { readPositions } from './reading.js';
import { countRefusals, keepRejects } from './refusals.js';

export interface Batch {
  readonly events: readonly IncomingEvent[];
  readonly receivedAt: number;
  readonly rejects: readonly RejectedEvent[];
}

export interface Appended {
  readonly outcomes: readonly (readonly AppendOutcome[])[];
  /** The newest position, where anything was accepted. */
  readonly head: LedgerPosition | undefined;
  /** After the commit. */
  readonly keepNames: () => void;
}

/** An event that is new, at the position that it will have. */
interface Fresh {
  readonly event: IncomingEvent;
  readonly receivedAt: number;
  readonly key: Buffer;
  readonly digest: Buffer;
}

interface Known {
  readonly position: LedgerPosition;
  /** Null when the event was erased. */
  readonly digest: Buffer | null;
}

interface State extends Partitioning {
  readonly head: LedgerPosition;
  readonly epoch: number;
}

const STATE = 'SELECT head, epoch, partitioned_to, partition_size FROM ledger_state';

const KNOWN = `SELECT i.key, i.position, i.digest
  FROM unnest($1::bytea[]) k (key) JOIN ledger_identity i ON i.key = k.key`;

// Raw bytes, keys and digests travel as one value each: arrays of them would go as hex text.
const INSERT = `WITH fresh AS MATERIALIZED (
    SELECT $1::bigint + o AS position, u.* FROM unnest(
      $2::integer[], $3::bigint[], $4::bigint[], $5::integer[], $6::boolean[], $7::text[],
      $8::integer[], $9::integer[]
    ) WITH ORDINALITY u (account, time, received, type, is_binary, id, start, length, o)
  ), events AS (
    INSERT INTO ledger_event (position, account, time, received, type, is_binary, id, raw)
    SELECT position, account, time, received, type, is_binary, id,
      substr($10::bytea, start, length) FROM fresh
  ), identities AS (
    INSERT INTO ledger_identity (key, position, digest)
    SELECT substr($11::bytea, (${KEY_BYTES} * (o - 1) + 1)::integer, ${KEY_BYTES}), position,
      substr($12::bytea, (${DIGEST_BYTES} * (o - 1) + 1)::integer, ${DIGEST_BYTES}) FROM fresh
  ), types AS (
    UPDATE ledger_type t SET count = t.count + f.count
    FROM (SELECT type, count(*) AS count FROM fresh GROUP BY type) f WHERE t.n = f.type
  )
  UPDATE ledger_state SET head = $1::bigint + cardinality($2::integer[]),
    events = events + cardinality($2::integer[])
  RETURNING pg_notify('probity_ledger', $13::text || ' ' || head)`;

/**
 * All batches in one transaction. The lock is held until the commit is visible, so positions grow in
 * commit order. `seenHead` is the head that an earlier attempt of the very same call found: what
 * stands behind it is that attempt's own, whose answer was lost.
 */
export const appendAll = async (
  session: Session,
  batches: readonly Batch[],
  identities: Identities,
  names: Names,
  origin: string,
  attempt: { seenHead?: LedgerPosition },
): Promise<Appended> => {
  await session.run('SELECT pg_advisory_xact_lock($1, $2)', LOCKS.ledger);
  const [state] = await session.rows<State>(STATE);
  if (state === undefined) throw new Error('the ledger has no state');
  attempt.seenHead ??= state.head;
  const taking = new Taking(state.head, attempt.seenHead);
  const outcomes = await taking.take(session, batches, identities);
  const { fresh } = taking;
  let keepNames: () => void = () => undefined;
  if (fresh.length > 0) {
    await ensurePartitions(session, state, state.head + fresh.length);
    const events = fresh.map(({ event }) => event);
    const numbers = await names.number(session, state.epoch, events);
    keepNames = numbers.keep;
    await session.run(INSERT, [...paramsOf(state.head, fresh, numbers), origin]);
  }
  const kept = await keepRejects(session, batches);
  await countRefusals(session, batches, outcomes, kept);
  const head = fresh.length > 0 ? state.head + fresh.length : undefined;
  return { outcomes, head, keepNames };
};

/** Decides event by event what is new, a duplicate, or a conflict. */
class Taking {
  readonly fresh: Fresh[] = [];
  private readonly known = new Map<string, Known>();
  /** Positions of an attempt whose answer was lost, answered once as accepted. */
  private readonly claimed = new Set<LedgerPosition>();

  constructor(
    private readonly head: LedgerPosition,
    private readonly seenHead: LedgerPosition,
  ) {}

  async take(
    session: Session,
    batches: readonly Batch[],
    identities: Identities,
  ): Promise<readonly (readonly AppendOutcome[])[]> {
    const asked = batches.flatMap(({ events, receivedAt }) =>
      events.map((event) => ({
        event,
        receivedAt,
        key: identities.keyOf(event.source, event.id),
        digest: identities.digestOf(event.raw),
      })),
    );
    await this.lookUp(session, asked);
    const outcomes: AppendOutcome[] = [];
    for (const one of asked) outcomes.push(await this.takeOne(session, one));
    let from = 0;
    return batches.map(({ events }) => outcomes.slice(from, (from += events.length)));
  }

  private async lookUp(session: Session, asked: readonly Fresh[]): Promise<void> {
    if (asked.length === 0) return;
    const keys = asked.map(({ key }) => key);
    const rows = await session.rows<Known & { key: Buffer }>(KNOWN, [keys]);
    for (const { key, position, digest } of rows)
      this.known.set(key.toString('latin1'), { position, digest });
  }

  private async takeOne(session: Session, one: Fresh): Promise<AppendOutcome> {
    const name = one.key.toString('latin1');
    const known = this.known.get(name);
    if (known === undefined) {
      this.fresh.push(one);
      const position = this.head + this.fresh.length;
      this.known.set(name, { position, digest: one.digest });
      return { outcome: 'accepted', position };
    }
    const { position, digest } = known;
    if (digest === null) return { outcome: 'duplicate', position };
    if (digest.equals(one.digest)) return this.seenBefore(position);
    // Other bytes: only now is it worth asking whether they say the same.
    const stored =
      position > this.head
        ? this.fresh[position - this.head - 1]?.event
        : (await readPositions(session, [position]))[0];
    const same = stored !== undefined && sameContent(stored, one.event);
    return { outcome: same ? 'duplicate' : 'conflict', position };
  }

  private seenBefore(position: LedgerPosition): AppendOutcome {
    const lost = position > this.seenHead && position <= this.head && !this.claimed.has(position);
    if (lost) this.claimed.add(position);
    return { outcome: lost ? 'accepted' : 'duplicate', position };
  }
}

const paramsOf = (
  head: LedgerPosition,
  fresh: readonly Fresh[],
  numbers: { account: (event: IncomingEvent) => number; type: (type: string) => number },
) => {
  const events = fresh.map(({ event }) => event);
  const starts: number[] = [];
  let start = 1;
  for (const { raw } of events) {
    starts.push(start);
    start += raw.byteLength;
  }
  return [
    head,
    events.map(numbers.account),
    events.map(({ time }) => time),
    fresh.map(({ receivedAt }) => receivedAt),
    events.map(({ type }) => numbers.type(type)),
    events.map(({ mode }) => mode === 'binary'),
    events.map(({ id }) => id),
    starts,
    events.map(({ raw }) => raw.byteLength),
    Buffer.concat(events.map(({ raw }) => raw)),
    Buffer.concat(fresh.map(({ key }) => key)),
    Buffer.concat(fresh.map(({ digest }) => digest)),
  ];
};
