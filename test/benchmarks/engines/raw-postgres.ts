import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { IncomingEvent } from '../../../libs/activity/activity-ledger.js';

export interface RawFact {
  readonly stream: string;
  readonly id: string;
  readonly body: string;
}

/** What PostgreSQL does without our promises: one table, a unique index, one statement a commit. */
export interface RawPostgres {
  unnest(events: readonly IncomingEvent[]): Promise<void>;
  copy(events: readonly IncomingEvent[]): Promise<void>;
  facts(facts: readonly RawFact[]): Promise<void>;
  /** Pages by key, each body parsed. */
  readAll(page: number): Promise<void>;
  close(): Promise<void>;
}

const TABLE = (name: string) => `CREATE TABLE ${name} (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, body text NOT NULL,
  UNIQUE (source, id))`;

export const openRawPostgres = async (url: string): Promise<RawPostgres> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const name of ['raw_unnest', 'raw_copy', 'raw_fact']) await client.query(TABLE(name));
  const insert = (name: string, rows: readonly (readonly [string, string, string])[]) =>
    client.query({
      name,
      text: `INSERT INTO ${name} (source, id, body) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
      values: [0, 1, 2].map((column) => rows.map((row) => row[column])),
    });
  return {
    unnest: async (events) => {
      await insert(
        'raw_unnest',
        events.map(({ source, id, raw }) => [source, id, Buffer.from(raw).toString()]),
      );
    },
    copy: async (events) => {
      const lines = events.map(
        ({ source, id, raw }) =>
          `${source}\t${id}\t${Buffer.from(raw).toString().replaceAll('\\', '\\\\')}\n`,
      );
      await pipeline(
        Readable.from([lines.join('')]),
        client.query(copyFrom('COPY raw_copy (source, id, body) FROM STDIN')),
      );
    },
    facts: async (facts) => {
      await insert(
        'raw_fact',
        facts.map(({ stream, id, body }) => [stream, id, body]),
      );
    },
    readAll: async (page) => {
      for (let after = '0'; ;) {
        const { rows } = await client.query<{ position: string; body: string }>({
          name: 'read',
          text: 'SELECT position, source, id, body FROM raw_unnest WHERE position > $1 ORDER BY position LIMIT $2',
          values: [after, page],
        });
        for (const { body } of rows) JSON.parse(body);
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.position;
      }
    },
    close: () => client.end(),
  };
};
