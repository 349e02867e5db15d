import { heartbeat } from '../../../../activity/testing/event-samples.js';
import { openSqliteLedger } from '../sqlite-activity-ledger.js';

/**
 * A process to be killed: appends batches without end and writes a line with the first number of
 * each batch once it is acknowledged. With `seal` it seals all the while.
 * Arguments: file, first number, `seal` or `append`.
 */
const [file = '', first = '0', mode = 'append'] = process.argv.slice(2);
const BATCH = 50;

const ledger = await openSqliteLedger(file);

const appendOn = async (): Promise<void> => {
  for (let from = Number(first); ; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, n) => heartbeat(from + n));
    await ledger.append(batch, from);
    process.stdout.write(`${from}\n`);
  }
};

const sealOn = async (): Promise<void> => {
  for (;;) await ledger.seal({ upTo: await ledger.head(), minEvents: 20, receivedBefore: -1 });
};

await Promise.all(mode === 'seal' ? [appendOn(), sealOn()] : [appendOn(), appendOn()]);
