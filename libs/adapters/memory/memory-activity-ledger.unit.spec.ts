import { activityLedgerContract } from '../../activity/testing/activity-ledger.contract.js';
import { MemoryActivityLedger } from './memory-activity-ledger.js';

activityLedgerContract('MemoryActivityLedger', async () => ({
  ledger: new MemoryActivityLedger(),
  end: async () => undefined,
}));
