import { parentPort, workerData } from 'node:worker_threads';
import type { EngineOptions, OpenEngine, Request, ToWorker } from './engine.js';
import { toWire } from './errors.js';
import { GroupCommit } from './group-commit.js';
import { openDatabase } from './open-database.js';

/** Entry of a database's thread: opens file and engine, then serves requests until told to close. */
const serve = async (): Promise<void> => {
  if (parentPort === null) throw new Error('this module runs in a worker thread');
  const port = parentPort;
  const options = workerData as EngineOptions;
  const { open } = (await import(options.engine)) as { open: OpenEngine };
  const db = openDatabase(options);
  const group = new GroupCommit(db, open(db), (answers) => port.postMessage({ answers }));

  let waiting: Request[] = [];
  const flush = () => {
    const requests = waiting;
    waiting = [];
    group.run(requests);
  };
  port.on('message', (message: ToWorker) => {
    if ('close' in message) {
      flush();
      db.close();
      port.postMessage({ closed: true });
      port.close();
      return;
    }
    // Everything that has arrived by the end of this turn shares one commit.
    if (waiting.length === 0) setImmediate(flush);
    waiting.push(...message.requests);
  });
  port.postMessage({ ready: true });
};

serve().catch((error: unknown) => {
  parentPort?.postMessage({ failed: toWire(error) });
  parentPort?.close();
});
