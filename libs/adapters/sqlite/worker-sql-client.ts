import { compact } from './compact.js';
import { NewerSchema } from './errors.js';
import type { RunResult, SqlClient, SqlValue, Statement } from './sql-client.js';
import { WorkerClient } from './worker-client.js';

const NONE: readonly SqlValue[] = [];

/** `SqlClient` over a thread of its own. Concurrent writes share commits. */
export class WorkerSqlClient implements SqlClient {
  private constructor(
    private readonly worker: WorkerClient,
    private readonly file: string,
  ) {}

  static async open(options: {
    file: string;
    synchronous: 'NORMAL' | 'FULL';
    pragmas?: readonly string[];
  }): Promise<WorkerSqlClient> {
    const engine = new URL('./sql-engine.js', import.meta.url).href;
    return new WorkerSqlClient(await WorkerClient.open({ ...options, engine }), options.file);
  }

  write(statements: readonly Statement[]): Promise<readonly RunResult[]> {
    if (statements.length === 0) return Promise.resolve([]);
    // A page of rows has one text: it crosses the threads once, not with every row.
    const texts = [...new Set(statements.map(({ sql }) => sql))];
    const places = new Map(texts.map((sql, place) => [sql, place]));
    const runs = statements.map(({ sql, params = NONE }) => [places.get(sql), params.map(movable)]);
    return this.worker.call('write', 'run', texts, runs);
  }

  all<Row>(sql: string, params = NONE): Promise<readonly Row[]> {
    return this.worker.call('read', 'all', sql, params.map(movable));
  }

  get<Row>(sql: string, params = NONE): Promise<Row | undefined> {
    return this.worker.call('read', 'get', sql, params.map(movable));
  }

  async migrate(name: string, version: number, ddl: string): Promise<void> {
    const stored = await this.worker.call<number>('alone', 'migrate', name, version, ddl);
    if (stored > version)
      throw new NewerSchema(
        `${this.file}: ${name} has schema ${stored}, this program knows ${version}; start the newer program`,
      );
  }

  close(): Promise<void> {
    return this.worker.close();
  }
}

const movable = (value: SqlValue): SqlValue =>
  value instanceof Uint8Array ? compact(value) : value;
