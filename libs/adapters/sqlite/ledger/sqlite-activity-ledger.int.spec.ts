import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityLedgerContract } from '../../../activity/testing/activity-ledger.contract.js';
import { openSqliteLedger } from './sqlite-activity-ledger.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-ledger-'));
let made = 0;

activityLedgerContract('SqliteActivityLedger', async () => {
  const file = join(folder, `${made++}.db`);
  let ledger = await openSqliteLedger(file);
  return {
    ledger,
    reopen: async () => {
      await ledger.close();
      return (ledger = await openSqliteLedger(file));
    },
    end: () => ledger.close(),
  };
});

afterAll(() => rmSync(folder, { recursive: true }));
