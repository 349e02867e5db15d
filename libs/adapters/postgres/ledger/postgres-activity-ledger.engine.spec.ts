import { activityLedgerContract } from '../../../activity/testing/activity-ledger.contract.js';
import { openPostgresStores, type PostgresStores } from '../stores.js';
import { freshDatabase } from '../testing/fresh-database.js';
import { PostgresActivityLedger } from './postgres-activity-ledger.js';

const open = async (url: string) => {
  const stores = await openPostgresStores({ url });
  return { stores, ledger: await PostgresActivityLedger.open(stores.database, stores.wakeUps) };
};

const close = async ({
  stores,
  ledger,
}: {
  stores: PostgresStores;
  ledger: PostgresActivityLedger;
}) => {
  await ledger.close();
  await stores.close();
};

activityLedgerContract('postgres', async () => {
  const { url, drop } = await freshDatabase();
  let opened = await open(url);
  return {
    ledger: opened.ledger,
    reopen: async () => {
      await close(opened);
      opened = await open(url);
      return opened.ledger;
    },
    end: async () => {
      await close(opened);
      await drop();
    },
  };
});
