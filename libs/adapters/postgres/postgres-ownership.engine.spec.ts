import { jest } from '@jest/globals';
import { ownershipContract, type Joins } from '../../event-sourcing/testing/ownership.contract.js';
import { openDatabase } from './open-database.js';
import { PostgresOwnerships } from './postgres-ownership.js';
import { onFreshDatabase } from './testing/fresh-database.js';

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
