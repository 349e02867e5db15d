import type { Database } from './database.js';

export interface Heads {
  readonly ledger: number;
  readonly events: number;
}

const TELL = `INSERT INTO service_lag (instance, worker, lag, ledger_head, events_head)
  SELECT $1, w, l, $4, $5 FROM unnest($2::text[], $3::bigint[]) u (w, l)
  ON CONFLICT (instance, worker) DO UPDATE SET lag = excluded.lag,
    ledger_head = excluded.ledger_head, events_head = excluded.events_head, at = clock_timestamp()`;

/** Who has not been heard of for this long is gone. */
const FRESH = "interval '5 seconds'";

const BEHIND = `SELECT max(lag + $2 - ledger_head + $3 - events_head) AS lag FROM service_lag
  WHERE worker = $1 AND at > clock_timestamp() - ${FRESH} AND instance <> $4`;

const EVERY_MS = 1_000;

/** Where processes tell each other how far their workers have come. */
export class LagBoard {
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly heads: () => Promise<Heads>,
  ) {}

  /** Tells every second from now on; `lags` by worker, of this process alone. */
  start(lags: () => Promise<Readonly<Record<string, number>>>): void {
    const tell = () => {
      this.telling ??= this.tell(lags)
        // The next one is a second away; whoever reads sees that this one is missing.
        .catch(() => undefined)
        .finally(() => (this.telling = undefined));
    };
    tell();
    this.timer = setInterval(tell, EVERY_MS);
    this.timer.unref();
  }

  /**
   * An upper bound of what a worker of other processes has before it: its lag when it last told,
   * and all that came into the logs since. Everything, where no process has such a worker.
   */
  async behind(worker: string): Promise<number> {
    const { ledger, events } = await this.heads();
    return (await this.most(worker, { ledger, events })) ?? ledger + events;
  }

  /** The same, of processes besides this one that have such a worker too; 0 where there are none. */
  async behindOthers(worker: string): Promise<number> {
    return (await this.most(worker, await this.heads())) ?? 0;
  }

  private async most(worker: string, { ledger, events }: Heads): Promise<number | undefined> {
    const params = [worker, ledger, events, this.database.origin];
    const row = await this.database.get<{ lag: number | null }>(BEHIND, params);
    return typeof row?.lag === 'number' ? Math.max(0, row.lag) : undefined;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
    if (this.timer === undefined) return;
    this.timer = undefined;
    await this.database
      .write([
        {
          sql: `DELETE FROM service_lag WHERE instance = $1 OR at < now() - interval '1 day'`,
          params: [this.database.origin],
        },
      ])
      .catch(() => undefined);
  }

  private async tell(lags: () => Promise<Readonly<Record<string, number>>>): Promise<void> {
    const { ledger, events } = await this.heads();
    const told = Object.entries(await lags());
    await this.database.all(TELL, [
      this.database.origin,
      told.map(([worker]) => worker),
      told.map(([, lag]) => lag),
      ledger,
      events,
    ]);
  }
}
