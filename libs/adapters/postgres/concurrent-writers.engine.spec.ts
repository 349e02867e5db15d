import { describe, expect, it } from '@jest/globals';
import type { LedgerEvent } from '../../activity/activity-ledger.js';
import { heartbeat } from '../../activity/testing/event-samples.js';
import { noted, textsOf } from '../../event-sourcing/testing/facts.js';
import { PostgresActivityLedger } from './ledger/postgres-activity-ledger.js';
import { openPostgresStores, type PostgresStores } from './stores.js';
import { freshDatabase } from './testing/fresh-database.js';

const PROCESSES = 4;

/** Stores as several processes would open them: each with connections and queues of its own. */
const apart =
  (
    test: (
      stores: readonly PostgresStores[],
      ledgers: readonly PostgresActivityLedger[],
    ) => Promise<void>,
  ) =>
  async (): Promise<void> => {
    const { url, drop } = await freshDatabase();
    const stores: PostgresStores[] = [];
    for (let at = 0; at < PROCESSES; at += 1) stores.push(await openPostgresStores({ url }));
    const ledgers = await Promise.all(
      stores.map(({ database, wakeUps }) => PostgresActivityLedger.open(database, wakeUps)),
    );
    try {
      await test(stores, ledgers);
    } finally {
      for (const ledger of ledgers) await ledger.close();
      for (const one of stores) await one.close();
      await drop();
    }
  };

/** Reads on until the writers are done and nothing is left. */
const follow = async <Page extends { next: number }>(
  read: (after: number) => Promise<Page>,
  done: () => boolean,
): Promise<readonly Page[]> => {
  const pages: Page[] = [];
  for (let after = 0; ;) {
    const last = done();
    const page = await read(after);
    if (page.next > after) pages.push(page);
    else if (last) return pages;
    after = page.next;
  }
};

describe('several processes on one database', () => {
  it(
    'given writers of the event store, when each follows, then nothing turns up behind a checkpoint',
    apart(async (stores) => {
      let writing = true;
      const writers = stores.flatMap(({ eventStore }, process) =>
        [0, 1].map(async (writer) => {
          for (let n = 0; n < 60; n += 1)
            await eventStore.append(`s-${n % 7}`, 'any', [
              noted(`${process}-${writer}-${n}-a`),
              noted(`${process}-${writer}-${n}-b`),
            ]);
        }),
      );
      const done = Promise.all(writers).finally(() => (writing = false));
      const readers = stores.map(({ eventStore }) =>
        follow(
          (after) => eventStore.readAll({ after, limit: 13 }),
          () => !writing,
        ),
      );
      await done;
      const seen = await Promise.all(readers);
      const texts = seen.map((pages) => pages.flatMap(({ events }) => textsOf(events)));
      expect(new Set(texts[0]).size).toBe(PROCESSES * 2 * 60 * 2);
      for (const own of texts) expect(own).toEqual(texts[0]);
    }),
  );

  it(
    'given one stream and many writers, when they expect its version, then versions have no hole',
    apart(async (stores) => {
      const wins = await Promise.all(
        stores.map(async ({ eventStore }) => {
          let won = 0;
          for (let version = 0; version < 40;) {
            const result = await eventStore.append('one', version || 'none', [noted('x')]);
            if (result.ok) won += 1;
            version = result.ok ? result.version : result.current;
          }
          return won;
        }),
      );
      const events = await stores[0]!.eventStore.readStream('one');
      expect(events).toHaveLength(wins.reduce((sum, won) => sum + won, 0));
      expect(events.map(({ version }) => version)).toEqual(events.map((_, at) => at + 1));
    }),
  );

  it(
    'given the same feed sent to all of them, when each follows, then every event is there once',
    apart(async (_, ledgers) => {
      const COUNT = 900;
      let writing = true;
      const writers = ledgers.map(async (ledger, process) => {
        let accepted = 0;
        for (let from = 0; from < COUNT; from += 30) {
          // Each begins at another place, so that they meet in the middle of everything.
          const at = (from + process * 210) % COUNT;
          const batch = Array.from({ length: 30 }, (_event, n) => heartbeat(at + n));
          const outcomes = await ledger.append(batch, 1);
          accepted += outcomes.filter(({ outcome }) => outcome === 'accepted').length;
        }
        return accepted;
      });
      const done = Promise.all(writers).finally(() => (writing = false));
      const readers = ledgers.map((ledger) =>
        follow(
          (after) => ledger.readFrom(after, 17),
          () => !writing,
        ),
      );
      const accepted = await done;
      expect(accepted.reduce((sum, own) => sum + own, 0)).toBe(COUNT);
      const ids = (events: readonly LedgerEvent[]) => events.map(({ id }) => id);
      const seen = (await Promise.all(readers)).map((pages) =>
        pages.flatMap(({ events }) => ids(events)),
      );
      expect(new Set(seen[0]).size).toBe(COUNT);
      for (const own of seen) expect(own).toEqual(seen[0]);
      const figures = await ledgers[0]!.figures();
      expect(figures).toMatchObject({ events: COUNT, duplicates: COUNT * (PROCESSES - 1) });
    }),
  );

  it(
    'given another process appends, when nobody asks, then listeners are told',
    apart(async ([one, two], [ledger, other]) => {
      const told = Promise.all([
        new Promise<void>((resolve) => one!.eventStore.onAppend(() => resolve())),
        new Promise<void>((resolve) => ledger!.onAppend(() => resolve())),
      ]);
      await two!.eventStore.append('s', 'none', [noted('a')]);
      await other!.append([heartbeat(1)], 1);
      await told;
      expect(await one!.eventStore.head()).toBe(1);
      expect(await ledger!.head()).toBe(1);
    }),
  );

  it(
    'given two that seal, when the first one ends, then the other takes over',
    apart(async (_, [first, second]) => {
      await first!.append(
        Array.from({ length: 60 }, (_event, n) => heartbeat(n)),
        1,
      );
      const all = { upTo: Number.MAX_SAFE_INTEGER, minEvents: 1, receivedBefore: 0 };
      expect(await first!.seal({ ...all, upTo: 30 })).not.toEqual([]);
      expect(await second!.seal(all)).toEqual([]);
      await first!.close();
      const seals = await second!.seal(all);
      expect(seals.map(({ segment }) => segment)).toEqual(
        seals.map(({ segment }) => segment).sort((a, b) => a - b),
      );
      expect(seals[0]!.segment).toBeGreaterThan(10);
    }),
  );

  it(
    'given an account is forgotten by one, when another goes on with it, then it has a new place',
    apart(async (_, [one, two]) => {
      await one!.append([heartbeat(1)], 1);
      await two!.append([heartbeat(11)], 1);
      const ref = { source: 'chaoxing', account: '20231' };
      expect(await one!.erase(ref)).toBe(2);
      const [again] = await two!.append([heartbeat(21)], 1);
      expect(again?.outcome).toBe('accepted');
      expect((await one!.readAccount(ref)).map(({ id }) => id)).toEqual(['hb-21']);
    }),
  );
});
