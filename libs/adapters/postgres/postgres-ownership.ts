import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ownership } from '../../event-sourcing/ownership.js';
import type { Database } from './database.js';
import { ShareLocks } from './share-locks.js';

/** How often shares are looked at: as long a share may lie idle after its holder's end. */
const LOOK_MS = 500;
const FIRST_DELAY = 100;
const LONGEST_DELAY = 5_000;
/**
 * A holder whose machine is gone is given up by the server after some ten seconds, and one that has
 * stopped looking, though its machine answers for it, after fifteen.
 */
const SESSION_SETTINGS = `SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2;
  SET tcp_keepalives_count = 3; SET idle_session_timeout = 15000`;

/**
 * Shares of works by advisory locks of one session: PostgreSQL says who holds what, and lets go what
 * a process held when its connection ends. One connection serves all works of a process.
 */
export class PostgresOwnerships {
  private readonly works = new Set<ShareLocks>();
  private readonly stopping = new AbortController();
  private session: pg.Client | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    /** Told when a work's shares are kept from this process by others of another kind, and when no more. */
    private readonly onWaiting: (work: string, waits: boolean) => void = () => undefined,
  ) {}

  /** Rejects while another kind of process keeps this one from its shares. */
  async check(): Promise<void> {
    if ([...this.works].some(({ isWaiting }) => isWaiting))
      throw new Error('another version of the program is at work');
  }

  /** `work` is the same text in every process that shares in it, and so is `count`. */
  of(work: string, count: number): Ownership {
    const locks = new ShareLocks(work, count, (waits) => this.onWaiting(work, waits));
    return {
      count,
      get inTouch() {
        return locks.inTouch;
      },
      start: async (assigned, kind) => {
        locks.assigned = assigned;
        locks.ofKind(kind);
        this.works.add(locks);
        this.running ??= this.run();
      },
      stop: async () => {
        this.works.delete(locks);
        await locks.leave(this.session);
      },
    };
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let delay = FIRST_DELAY; !signal.aborted; delay = Math.min(2 * delay, LONGEST_DELAY)) {
      await this.hold(() => (delay = FIRST_DELAY)).catch(() => undefined);
      this.session = undefined;
      // The server has given the locks to whoever wants them.
      for (const locks of this.works) locks.lost();
      await sleep(delay, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Resolves or rejects when the session has ended. */
  private async hold(connected: () => void): Promise<void> {
    const client = new pg.Client({ ...this.database.config(), query_timeout: 5_000 });
    const over = new AbortController();
    const end = () => over.abort();
    client.on('error', end).on('end', end);
    this.stopping.signal.addEventListener('abort', end);
    try {
      await client.connect();
      await client.query(SESSION_SETTINGS);
      this.session = client;
      connected();
      while (!over.signal.aborted) {
        for (const locks of [...this.works]) await locks.look(client);
        await sleep(LOOK_MS, undefined, { signal: over.signal }).catch(() => undefined);
      }
    } finally {
      this.stopping.signal.removeEventListener('abort', end);
      await client.end().catch(() => undefined);
    }
  }
}
