import { randomUUID } from 'node:crypto';
import { PostgresActivityLedger } from '../../../libs/adapters/postgres/ledger/postgres-activity-ledger.js';
import { openPostgresStores, type PostgresStores } from '../../../libs/adapters/postgres/stores.js';
import { freshDatabase } from '../../../libs/adapters/postgres/testing/fresh-database.js';
import type { IncomingEvent } from '../../../libs/activity/activity-ledger.js';
import { systemActor } from '../../../libs/event-sourcing/recorded-event.js';
import { startOwnPostgres } from '../../engines/own-postgres.js';
import { heartbeat, studentNumber } from '../heartbeats.js';
import { inLanes, inParts, perSecond, tell } from '../rounds.js';
import type { Row } from '../table.js';
import { openRawPostgres } from './raw-postgres.js';

export interface PostgresSizes {
  readonly events: number;
  readonly writes: number;
  /** Appends whose way to another process is timed. */
  readonly effects: number;
  readonly rounds: number;
}

const STUDENTS = 1_000;
const BATCH = 100;
const LANES = 16;
const PAGE = 500;

type Figures = Record<
  | 'ledger'
  | 'rawUnnest'
  | 'rawCopy'
  | 'store'
  | 'rawStore'
  | 'catchUp'
  | 'rawCatchUp'
  | 'effectMedian'
  | 'effectP99',
  number[]
>;

/** The adapters beside plain statements on the same server, which waits for the disk at each commit. */
export const postgresRows = async (sizes: PostgresSizes): Promise<readonly Row[]> => {
  const server = await startOwnPostgres({ durable: true });
  const figures: Figures = {
    ...{ ledger: [], rawUnnest: [], rawCopy: [], store: [], rawStore: [] },
    ...{ catchUp: [], rawCatchUp: [], effectMedian: [], effectP99: [] },
  };
  try {
    for (let round = 1; round <= sizes.rounds; round += 1) {
      tell(`PostgreSQL, round ${String(round)} of ${String(sizes.rounds)}`);
      await oneRound(server.url, sizes, figures);
    }
  } finally {
    await server.stop();
  }
  const beside = (name: string, values: readonly number[]) => ({ name, values });
  const p = 'PostgreSQL:';
  return [
    {
      name: `${p} ledger, batches of ${BATCH}, ${LANES} under way`,
      values: figures.ledger,
      unit: 'ev/s',
      limit: beside('unnest into one table with a unique index', figures.rawUnnest),
    },
    {
      name: `${p} ledger, the same`,
      values: figures.ledger,
      unit: 'ev/s',
      limit: beside('COPY into one table with a unique index', figures.rawCopy),
    },
    {
      name: `${p} event store, one event an append, 64 under way`,
      values: figures.store,
      unit: 'ev/s',
      limit: beside('unnest, 64 rows a commit', figures.rawStore),
    },
    {
      name: `${p} ledger, catching up by ${PAGE}`,
      values: figures.catchUp,
      unit: 'ev/s',
      limit: beside('SELECT by key, JSON.parse', figures.rawCatchUp),
    },
    {
      name: `${p} append to another process's read, median`,
      values: figures.effectMedian,
      unit: 'ms',
    },
    { name: `${p} append to another process's read, p99`, values: figures.effectP99, unit: 'ms' },
  ];
};

const eventsOf = (count: number): readonly IncomingEvent[] =>
  Array.from({ length: count }, (_, n) => {
    const raw = Buffer.from(heartbeat(n, STUDENTS));
    const { id, source, type, subject, time } = JSON.parse(raw.toString()) as Record<
      string,
      string
    >;
    return {
      ...{ id: id ?? '', source: source ?? '', type: type ?? '', raw, mode: 'structured' as const },
      account: subject ?? studentNumber(0),
      time: Date.parse(time ?? ''),
    };
  });

const oneRound = async (server: string, sizes: PostgresSizes, figures: Figures): Promise<void> => {
  const { url, drop } = await freshDatabase(server);
  const stores = await openPostgresStores({ url });
  const others = await openPostgresStores({ url });
  const ledger = await PostgresActivityLedger.open(stores.database, stores.wakeUps);
  const other = await PostgresActivityLedger.open(others.database, others.wakeUps);
  const raw = await openRawPostgres(url);
  const events = eventsOf(sizes.events);
  const count = events.length;
  try {
    const batches = inParts(events, BATCH);
    figures.ledger.push(
      await perSecond(count, () => inLanes(batches, LANES, (batch) => ledger.append(batch, 1))),
    );
    // As many rows a commit as the lanes bring together.
    const groups = inParts(events, BATCH * LANES);
    figures.rawUnnest.push(
      await perSecond(count, async () => {
        for (const group of groups) await raw.unnest(group);
      }),
    );
    figures.rawCopy.push(
      await perSecond(count, async () => {
        for (const group of groups) await raw.copy(group);
      }),
    );
    figures.catchUp.push(
      await perSecond(count, async () => {
        for (let after = 0; ;) {
          const page = await ledger.readFrom(after, PAGE);
          for (const event of page.events) JSON.parse(Buffer.from(event.raw).toString());
          if (page.next === after) return;
          after = page.next;
        }
      }),
    );
    figures.rawCatchUp.push(await perSecond(count, () => raw.readAll(PAGE)));
    await storeRound(stores, raw, sizes.writes, figures);
    const took = await effects(ledger, other, sizes);
    figures.effectMedian.push(took[Math.floor(took.length / 2)] ?? 0);
    figures.effectP99.push(took[Math.floor(took.length * 0.99)] ?? 0);
  } finally {
    await raw.close();
    await ledger.close();
    await other.close();
    await stores.close();
    await others.close();
    await drop();
  }
};

const storeRound = async (
  { eventStore }: PostgresStores,
  raw: Awaited<ReturnType<typeof openRawPostgres>>,
  count: number,
  figures: Figures,
): Promise<void> => {
  const writes = Array.from({ length: count }, (_, n) => ({
    stream: `case-${String(n % 5_000)}`,
    event: {
      id: randomUUID(),
      type: 'CaseClaimed',
      data: { officer: `officer-${String(n % 40)}`, note: '核对学习记录与设备，尚无结论。' },
      metadata: { at: '2026-03-02T08:00:00.000Z', actor: systemActor('bench') },
    },
  }));
  figures.store.push(
    await perSecond(count, () =>
      inLanes(writes, 64, ({ stream, event }) => eventStore.append(stream, 'any', [event])),
    ),
  );
  figures.rawStore.push(
    await perSecond(count, async () => {
      for (const group of inParts(writes, 64))
        await raw.facts(
          group.map(({ stream, event }) => ({ stream, id: event.id, body: JSON.stringify(event) })),
        );
    }),
  );
};

/** From the call of an append to the moment at which another process holds the event, in ms, sorted. */
const effects = async (
  ledger: PostgresActivityLedger,
  other: PostgresActivityLedger,
  { events, effects: count }: PostgresSizes,
): Promise<readonly number[]> => {
  const took: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const [event] = eventsOf(1);
    const one = { ...event, id: `effect-${String(n)}` } as IncomingEvent;
    const after = await other.head();
    const start = performance.now();
    const told = new Promise<void>((resolve) => {
      const leave = other.onAppend(() => {
        leave();
        resolve();
      });
    });
    await ledger.append([one], events);
    await told;
    const page = await other.readFrom(after, 10);
    if (page.events.length === 1) took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b);
};
