import fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import Database from '../../../libs/adapters/sqlite/driver.js';

/**
 * The least that could keep the same promise: bare Fastify and SQLite in one process, synchronous = FULL. A
 * command reads its case's events, appends one with a unique (case, version), and updates the case's row
 * with the indexes that the queues need; all commands of a tick share one transaction. No roles, no checks, no texts put
 * away, no readers behind it. Prints its address; ends with its parent.
 */
const [file = 'raw.db', cases = '1000'] = process.argv.slice(2);
const db = new Database(file);
db.pragma('page_size = 8192');
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('wal_autocheckpoint = 4096');
db.pragma('cache_size = -32768');
db.exec(`
  CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT, version INTEGER, id TEXT, data TEXT);
  CREATE UNIQUE INDEX place ON events (stream, version);
  CREATE TABLE cases (id TEXT PRIMARY KEY, status TEXT, college TEXT, assignee TEXT, score REAL, due INTEGER,
    opened INTEGER, version INTEGER, shown TEXT) WITHOUT ROWID;
  CREATE INDEX by_status ON cases (status, score, id);
  CREATE INDEX by_assignee ON cases (assignee, status, due, id);
  CREATE INDEX by_college ON cases (college, score, id);
  CREATE INDEX by_opened ON cases (opened, id);
`);
const insert = db.prepare('INSERT INTO events VALUES (NULL, ?, ?, ?, ?)');
const history = db.prepare(
  'SELECT version, id, data FROM events WHERE stream = ? ORDER BY version',
);
const put = db.prepare('INSERT INTO cases VALUES (?,?,?,?,?,?,?,?,?)');
const update = db.prepare(
  'UPDATE cases SET status = ?, assignee = ?, due = ?, version = ?, shown = ? WHERE id = ?',
);
const data = JSON.stringify({ by: 'li', at: 1_770_000_000_000, text: 'x'.repeat(200) });
const shown = JSON.stringify({ deadlines: [{ name: 'triage', due: 1 }], people: ['li', 'wang'] });

db.transaction(() => {
  for (let n = 0; n < Number(cases); n += 1) {
    const id = `2026-${String(n + 1).padStart(6, '0')}`;
    for (const version of [1, 2]) insert.run(id, version, randomUUID(), data);
    const status = ['flagged', 'flagged', 'flagged', 'triage', 'dismissed'][n % 5];
    const assignee = n % 2 ? 'li' : 'wang';
    put.run(id, status, `C${String(n % 20)}`, assignee, 0.9 + (n % 100) / 1000, n, n, 2, shown);
  }
})();

const PAGES: Readonly<Record<string, string>> = {
  'status=flagged': "status = 'flagged' ORDER BY score DESC, id DESC",
  'status=triage': "assignee = 'li' AND status = 'triage' ORDER BY due, id",
  'college=C7': "college = 'C7' ORDER BY score DESC, id DESC",
};
const pages = Object.entries(PAGES).map(
  ([name, sql]) => [name, db.prepare(`SELECT * FROM cases WHERE ${sql} LIMIT 51`)] as const,
);
const newest = db.prepare('SELECT * FROM cases ORDER BY opened DESC, id DESC LIMIT 51');

interface Command {
  readonly id: string;
  readonly body: { readonly expectedVersion: number };
  readonly answer: (status: number, version: number) => void;
}
let waiting: Command[] = [];

const runOne = ({ id, body }: Command): readonly [number, number] => {
  const known = history.all(id) as { version: number; data: string }[];
  for (const event of known) JSON.parse(event.data);
  const version = known.length;
  if (body.expectedVersion !== version) return [409, version];
  insert.run(id, version + 1, randomUUID(), JSON.stringify(body));
  update.run('investigating', 'li', Date.now(), version + 1, shown, id);
  return [200, version + 1];
};

const commit = (): void => {
  const commands = waiting;
  waiting = [];
  db.exec('BEGIN IMMEDIATE');
  const answers = commands.map(runOne);
  db.exec('COMMIT');
  commands.forEach(({ answer }, at) => answer(...(answers[at] as readonly [number, number])));
};

const server = fastify();
server.post<{ Params: { id: string }; Body: Command['body'] }>(
  '/api/v1/cases/:id/commands/:name',
  ({ params, body }, reply) => {
    if (waiting.length === 0) setImmediate(commit);
    const answer = (status: number, version: number) =>
      void reply.code(status).send({ id: params.id, version });
    waiting.push({ id: params.id, body, answer });
  },
);
server.get('/api/v1/cases', ({ url }) => {
  const [, page = newest] = pages.find(([name]) => url.includes(name)) ?? [];
  return { items: page.all() };
});

console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
process.on('disconnect', () => process.exit(0));
