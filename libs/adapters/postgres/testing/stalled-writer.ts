import { once } from 'node:events';
import { Database } from '../database.js';
import { LOCKS } from '../locks.js';
import { PostgresOwnerships } from '../postgres-ownership.js';

/**
 * A process that holds the ledger's lock in a transaction, for specs that stop it there. `idle`: it then
 * asks nothing. `deaf`: it asks for more than a socket holds, behind a lock of the spec's own.
 * `shares`: it holds the shares of a work instead.
 */
const [url = '', silence = '', how = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const database = new Database({ url, silence: Number(silence) });
if (how === 'shares') {
  const ownership = new PostgresOwnerships(database).of('work', 2);
  await ownership.start(async (shares) => void say(`holds ${shares.join(' ')}`));
  await once(process.stdin, 'end');
}
let attempts = 0;
await database.transaction(async (session) => {
  attempts += 1;
  await session.run('SELECT pg_advisory_xact_lock($1, $2)', LOCKS.ledger);
  if (attempts === 1) {
    say('holds');
    if (how === 'idle') await once(process.stdin, 'data');
    else await session.rows(`SELECT pg_advisory_xact_lock(7), repeat('x', 200000000)`);
  }
  await session.run('INSERT INTO written VALUES ($1)', [attempts]);
});
say(`written at attempt ${attempts}`);
await database.close();
process.exit(0);
