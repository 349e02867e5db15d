import { describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { ownershipContract, type Joins } from '../../event-sourcing/testing/ownership.contract.js';
import { openDatabase } from './open-database.js';
import { PostgresOwnerships } from './postgres-ownership.js';
import { ShareLocks } from './share-locks.js';
import { freshDatabase, onFreshDatabase } from './testing/fresh-database.js';

jest.setTimeout(60_000);

/** Each instance is a session of its own, as each process has one. */
const openJoins = async (url: string) => {
  const database = await openDatabase({ url });
  const sessions: PostgresOwnerships[] = [];
  const joins: Joins = (work, count) => {
    const session = new PostgresOwnerships(database);
    sessions.push(session);
    return session.of(work, count);
  };
  return {
    joins,
    close: async () => {
      for (const session of sessions) await session.close();
      await database.close();
    },
  };
};

ownershipContract(
  'PostgreSQL advisory locks',
  onFreshDatabase(openJoins, ({ joins }) => joins),
);

describe('a work that is left while its shares are looked at', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])(
    'given %i answers of the server were in, then nothing of it is held any more, and nobody told of a share',
    async (answers) => {
      const { url, drop } = await freshDatabase();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const locks = new ShareLocks('work', 3, () => undefined);
      locks.ofKind('one');
      let hasLeft = false;
      let toldSince = 0;
      locks.assigned = async () => void (toldSince += Number(hasLeft));
      const looking = locks.look(client);
      for (let answer = 0; answer < answers; answer += 1) await client.query('SELECT 1');
      await locks.leave(client);
      hasLeft = true;
      await looking;
      const { rows } = await client.query(
        `SELECT * FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`,
      );
      await client.end();
      await drop();
      expect({ held: rows.length, toldSince }).toEqual({ held: 0, toldSince: 0 });
    },
  );
});
