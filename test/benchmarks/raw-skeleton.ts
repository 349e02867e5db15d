import Database from '../../libs/adapters/sqlite/driver.js';
import fastify from 'fastify';

/**
 * The least that could keep the same promise: bare Fastify and SQLite in one process, synchronous =
 * FULL, duplicates recognised by (source, id), all requests of a tick in one transaction. No
 * validation, no rejects, no readers behind it. Prints its address; ends with its parent.
 */
const database = new Database(process.argv[2] ?? 'raw.db');
database.pragma('page_size = 8192');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.pragma('wal_autocheckpoint = 4096');
database.pragma('cache_size = -32768');
database.exec('CREATE TABLE event (position INTEGER PRIMARY KEY, source TEXT, id TEXT, raw TEXT)');
database.exec('CREATE UNIQUE INDEX identity ON event (source, id)');
const insert = database.prepare('INSERT OR IGNORE INTO event (source, id, raw) VALUES (?, ?, ?)');

interface Event {
  readonly source: string;
  readonly id: string;
}
const waiting: { events: readonly Event[]; answer: (accepted: number) => void }[] = [];

const commit = (): void => {
  const requests = waiting.splice(0);
  database.exec('BEGIN IMMEDIATE');
  const counts = requests.map(({ events }) =>
    events.reduce(
      (sum, event) => sum + insert.run(event.source, event.id, JSON.stringify(event)).changes,
      0,
    ),
  );
  database.exec('COMMIT');
  requests.forEach(({ answer }, at) => {
    answer(counts[at] as number);
  });
};

const server = fastify({ bodyLimit: 8 * 1024 * 1024 });
const types = ['application/cloudevents-batch+json', 'application/cloudevents+json'];
server.addContentTypeParser(types, { parseAs: 'string' }, (_, body, done) => {
  done(null, JSON.parse(body as string));
});
server.post('/api/v1/events', (request, reply) => {
  const events = Array.isArray(request.body) ? (request.body as Event[]) : [request.body as Event];
  if (waiting.length === 0) setImmediate(commit);
  waiting.push({
    events,
    answer: (accepted) => {
      void reply.code(202).send({ accepted, duplicates: events.length - accepted, rejected: [] });
    },
  });
});

console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
process.on('disconnect', () => process.exit(0));
