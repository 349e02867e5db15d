import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseClosed, isUndone, isUnreachable, named } from './errors.js';
import { TYPES, toWire, type SqlValue } from './values.js';

export interface Statement {
  /** Constant: values go into `params`, as `$1`, `$2`. */
  readonly sql: string;
  readonly params?: readonly SqlValue[];
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database?sslmode=…` */
  readonly url: string;
  /** Connections of this process at most. */
  readonly connections?: number;
  /** Milliseconds that one statement may take on the server. */
  readonly statementTimeout?: number;
  /**
   * Milliseconds after which the server ends one of our transactions whose process has fallen silent
   * in the middle: what it holds is then free for others. Shorter than anybody waits for a lock.
   */
  readonly silence?: number;
  /** Milliseconds that a call waits for a server that cannot be reached. */
  readonly patience?: number;
  /** Tables are made and found among the connection's temporary ones only; it is kept open. */
  readonly onlyTemporary?: boolean;
}

/** One connection within a transaction, or outside of any. */
export interface Session {
  rows<Row>(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Answers the number of rows changed. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
  /** Several statements in one text, without parameters. */
  script(sql: string): Promise<void>;
  /** From here on to the end of the transaction statements may take as long as they need. */
  unhurried(): Promise<void>;
}

const DEFAULTS = { connections: 10, statementTimeout: 60_000, silence: 15_000, patience: 30_000 };
/**
 * Accepted means on disk (law 4), whatever the server's default is. And our statements are short:
 * compiling them took longer than running them (0.6 s a page was seen).
 */
const SESSION_SETTINGS = `SET jit = off;
  SELECT set_config('synchronous_commit', 'on', false)
  WHERE current_setting('synchronous_commit') = 'off'`;
const FIRST_DELAY = 50;
const LONGEST_DELAY = 2_000;
/** What was sent and is not answered by then counts as cut off. */
const SILENCE = 30_000;
/** A day: for what has to go over a whole table. */
const LONG = 86_400_000;

/**
 * One PostgreSQL database behind a bounded pool. What is called is run again when the connection
 * was cut or the transaction undone by the server, until `patience` is used up: everything that
 * goes through here must bear being run twice. Then it rejects with `DatabaseUnreachable`.
 */
export class Database {
  /** Names this process in notifications, so that it does not wake itself. */
  readonly origin = randomUUID();
  readonly where: string;
  private readonly pool: pg.Pool;
  private readonly names = new Map<string, string>();
  private closing: Promise<void> | undefined;

  constructor(private readonly options: DatabaseOptions) {
    this.where = describe(options.url);
    const { connections, statementTimeout, silence } = { ...DEFAULTS, ...options };
    this.pool = new pg.Pool({
      ...this.config(),
      max: connections,
      statement_timeout: statementTimeout,
      // Before the statement's own limit, so that the error says what it was.
      lock_timeout: statementTimeout / 2,
      query_timeout: statementTimeout + SILENCE,
      idle_in_transaction_session_timeout: silence,
      ...(options.onlyTemporary ? { idleTimeoutMillis: 0 } : {}),
    });
    // An idle connection that is cut has no caller to tell; the next call opens another.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => {
      client.on('error', () => undefined);
      void client
        .query(
          // One that does not take its answer in is as silent as one that asks nothing.
          `${SESSION_SETTINGS}; SET tcp_user_timeout = ${silence}` +
            (options.onlyTemporary ? '; SET search_path = pg_temp' : ''),
        )
        .catch(() => undefined);
    });
  }

  /** For a connection of its own, outside of the pool. */
  config(): pg.ClientConfig {
    return {
      connectionString: this.options.url,
      application_name: 'probity',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      types: TYPES as unknown as pg.CustomTypesConfig,
    };
  }

  /** One statement, which is a transaction of its own. */
  all<Row>(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return this.session((session) => session.rows<Row>(sql, params));
  }

  async get<Row>(sql: string, params: readonly SqlValue[] = []): Promise<Row | undefined> {
    return (await this.all<Row>(sql, params))[0];
  }

  /** One transaction over all statements, on disk when resolved; rows changed by each. */
  write(statements: readonly Statement[]): Promise<readonly number[]> {
    return this.transaction(async (session) => {
      const changed: number[] = [];
      for (const { sql, params } of statements) changed.push(await session.run(sql, params));
      return changed;
    });
  }

  /** `work` within one transaction; may be called again. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.again(async (client) => {
      await client.query('BEGIN');
      try {
        const result = await work(this.sessionOf(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  /** `work` on one connection, each statement a transaction; may be called again. */
  session<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.again((client) => work(this.sessionOf(client)));
  }

  /** Frees the room of deleted rows at once. `tables` are names from the program, never from outside. */
  async vacuum(tables: readonly string[]): Promise<void> {
    await this.once(async (client) => {
      await client.query('SET statement_timeout = 0');
      for (const table of tables) await client.query(long(`VACUUM ${table}`));
      await client.query('RESET statement_timeout');
    });
  }

  /** Rejects at once, with the named error, when the server does not answer. */
  async ping(): Promise<void> {
    await this.once((client) => client.query('SELECT 1'));
  }

  /** What is under way is finished; later calls are refused. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.pool.end();
    return this.closing;
  }

  private async again<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const end = performance.now() + (this.options.patience ?? DEFAULTS.patience);
    for (let delay = FIRST_DELAY; ; delay = Math.min(2 * delay, LONGEST_DELAY)) {
      try {
        return await this.once(work);
      } catch (error) {
        if (this.closing || !(isUnreachable(error) || isUndone(error))) throw error;
        if (performance.now() + delay > end) throw error;
        await sleep(delay);
      }
    }
  }

  private async once<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    if (this.closing) throw new DatabaseClosed(`${this.where} is closed`);
    let client: pg.PoolClient | undefined;
    let broken = false;
    try {
      client = await this.pool.connect();
      return await work(client);
    } catch (error) {
      broken = isUnreachable(error);
      throw named(error, this.where);
    } finally {
      client?.release(broken);
    }
  }

  private sessionOf(client: pg.ClientBase): Session {
    let more: object = {};
    const query = (sql: string, params: readonly SqlValue[] = []) =>
      client.query({ name: this.nameOf(sql), text: sql, values: params.map(toWire), ...more });
    return {
      rows: async <Row>(sql: string, params?: readonly SqlValue[]) =>
        (await query(sql, params)).rows as readonly Row[],
      run: async (sql, params) => (await query(sql, params)).rowCount ?? 0,
      script: async (sql) => {
        await client.query(sql);
      },
      unhurried: async () => {
        await client.query('SET LOCAL statement_timeout = 0');
        more = { query_timeout: LONG };
      },
    };
  }

  /** Constant texts are prepared once a connection. */
  private nameOf(sql: string): string {
    const known = this.names.get(sql);
    if (known !== undefined) return known;
    const name = `p${this.names.size}`;
    this.names.set(sql, name);
    return name;
  }
}

/** `pg` reads this member and does not declare it. */
const long = (text: string): pg.QueryConfig => ({ text, query_timeout: LONG }) as pg.QueryConfig;

/** The database as a sentence may name it: without user and password. */
export const describe = (url: string): string => {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? hostname;
  return `${host}${port ? `:${port}` : ''}${pathname}`;
};
