import type { Database } from './database.js';

/** A session that keeps others waiting. */
export interface HoldUp {
  readonly pid: number;
  /** As it calls itself. */
  readonly program: string;
  /** `idle in transaction`, `active`; `unknown` where our user may not see it. */
  readonly state: string;
  /** How many of this database's sessions wait for it. */
  readonly waiting: number;
}

const EVERY_MS = 5_000;

/** Who is waited for since more than $1 seconds, and waits for nobody. */
const WHO = `SELECT b.pid, b.application_name AS program, coalesce(b.state, 'unknown') AS state,
    count(DISTINCT w.pid)::integer AS waiting
  FROM pg_stat_activity w CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS h (pid)
  JOIN pg_stat_activity b ON b.pid = h.pid
  WHERE w.datname = current_database() AND w.wait_event_type = 'Lock'
    AND w.query_start < clock_timestamp() - make_interval(secs => $1)
    AND b.wait_event_type IS DISTINCT FROM 'Lock'
  GROUP BY b.pid, b.application_name, b.state ORDER BY waiting DESC, b.pid`;

export const holdUps = (database: Database, seconds: number): Promise<readonly HoldUp[]> =>
  database.all<HoldUp>(WHO, [seconds]);

export const sentenceOf = ({ pid, program, state, waiting }: HoldUp): string =>
  `PostgreSQL session ${pid} (${program || 'without a name'}, ${state}) keeps ${waiting} waiting; SELECT pg_terminate_backend(${pid}) would end it`;

/**
 * Says who holds up the database. Our own sessions are ended by the server when they fall silent;
 * a person's, or a backup's, only a person may end.
 */
export class HoldUpWatch {
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> | undefined;
  private known: ReadonlySet<number> = new Set();

  /** @param onHeldUp told once for each session that holds others up for `everyMs` or longer */
  constructor(
    private readonly database: Database,
    private readonly onHeldUp: (sentence: string) => void,
    private readonly everyMs = EVERY_MS,
  ) {
    this.timer = setInterval(() => {
      // An engine that is away is told of elsewhere.
      this.looking ??= this.look()
        .catch(() => undefined)
        .finally(() => (this.looking = undefined));
    }, everyMs);
    this.timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    const found = await holdUps(this.database, this.everyMs / 1_000);
    for (const one of found) if (!this.known.has(one.pid)) this.onHeldUp(sentenceOf(one));
    this.known = new Set(found.map(({ pid }) => pid));
  }
}
