import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { Listeners } from '../../event-sourcing/listeners.js';
import type { Database } from './database.js';

/** What is told of across processes; also the names of the channels. */
export const CHANNELS = ['probity_ledger', 'probity_events'] as const;
export type Channel = (typeof CHANNELS)[number];

const HEADS = `SELECT (SELECT head FROM ledger_state) AS probity_ledger,
  (SELECT coalesce(max(position), 0) FROM es_event) AS probity_events`;

const FIRST_DELAY = 100;
const LONGEST_DELAY = 5_000;
/** A connection may be dead without anybody knowing: it is asked for the heads that often. */
const LOOK_MS = 5_000;

interface Told {
  readonly listeners: Listeners;
  /** The head that the listeners have been told of. */
  head: number;
}

/**
 * Wakes this process's readers when another one has appended (LISTEN/NOTIFY), and after a
 * reconnection when something was missed. Own appends are announced by whoever appends, in the turn
 * of its commit.
 */
export class WakeUps {
  private readonly told = new Map<string, Told>(
    CHANNELS.map((channel) => [channel, { listeners: new Listeners(), head: 0 }]),
  );
  private readonly stopping = new AbortController();
  private working: Promise<void> | undefined;

  private constructor(private readonly database: Database) {}

  /** Resolves once it listens: what is appended from now on is told. */
  static async open(database: Database): Promise<WakeUps> {
    const wakeUps = new WakeUps(database);
    try {
      await new Promise<void>((resolve, reject) => {
        wakeUps.working = wakeUps.work(resolve, reject);
      });
      return wakeUps;
    } catch (error) {
      await wakeUps.close();
      throw error;
    }
  }

  on(channel: Channel, listener: () => void): () => void {
    return this.of(channel).listeners.add(listener);
  }

  /** `head`: what the listeners will find. */
  announce(channel: Channel, head: number): void {
    const told = this.of(channel);
    told.head = Math.max(told.head, head);
    told.listeners.announce();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private of(channel: string): Told {
    return this.told.get(channel) ?? { listeners: new Listeners(), head: 0 };
  }

  private async work(connected: () => void, failed: (error: unknown) => void): Promise<void> {
    const { signal } = this.stopping;
    for (let delay = FIRST_DELAY; !signal.aborted; delay = Math.min(2 * delay, LONGEST_DELAY)) {
      await this.listen(() => {
        delay = FIRST_DELAY;
        connected();
      }).catch(failed);
      await sleep(delay, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Resolves when told to stop or when the connection has ended. */
  private async listen(connected: () => void): Promise<void> {
    const client = new pg.Client({ ...this.database.config(), query_timeout: LOOK_MS });
    const { signal } = this.stopping;
    const over = new AbortController();
    const end = () => over.abort();
    client.on('error', end).on('end', end);
    signal.addEventListener('abort', end);
    client.on('notification', ({ channel, payload }) => {
      const [origin, head] = (payload ?? '').split(' ');
      if (origin !== this.database.origin) this.announce(channel as Channel, Number(head));
    });
    try {
      await client.connect();
      for (const channel of CHANNELS) await client.query(`LISTEN ${channel}`);
      await this.look(client);
      connected();
      while (!over.signal.aborted) {
        await sleep(LOOK_MS, undefined, { signal: over.signal }).catch(() => undefined);
        if (!over.signal.aborted) await this.look(client);
      }
    } finally {
      signal.removeEventListener('abort', end);
      await client.end().catch(() => undefined);
    }
  }

  private async look(client: pg.Client): Promise<void> {
    const { rows } = await client.query<Record<Channel, number>>(HEADS);
    for (const channel of CHANNELS) {
      const head = rows[0]?.[channel] ?? 0;
      if (head > this.of(channel).head) this.announce(channel, head);
    }
  }
}
