import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Open } from '../../../event-sourcing/testing/fixture.js';

/** The server that `npm run test:engines` has started, or the operator names. */
export const serverUrl = (): string => {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is missing: npm run test:engines starts a server');
  return url;
};

const onServer = async (server: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty database of its own on the server. */
export const freshDatabase = async (server = serverUrl()): Promise<FreshDatabase> => {
  const name = `probity_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
};

/** A contract suite's fixture: a port on a database of its own, opened and closed by `openPort`. */
export const onFreshDatabase =
  <Stores extends { close(): Promise<void> }, Port>(
    openStores: (url: string) => Promise<Stores>,
    pick: (stores: Stores) => Port,
  ): Open<Port> =>
  async () => {
    const { url, drop } = await freshDatabase();
    let stores = await openStores(url);
    return {
      port: pick(stores),
      reopen: async () => {
        await stores.close();
        stores = await openStores(url);
        return pick(stores);
      },
      close: async () => {
        await stores.close();
        await drop();
      },
    };
  };
