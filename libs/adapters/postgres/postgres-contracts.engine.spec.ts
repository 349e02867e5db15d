import { checkpointsContract } from '../../event-sourcing/testing/checkpoints.contract.js';
import { deadLettersContract } from '../../event-sourcing/testing/dead-letters.contract.js';
import { eventStoreContract } from '../../event-sourcing/testing/event-store.contract.js';
import { ticketsContract } from '../../event-sourcing/testing/tickets.contract.js';
import { vaultContract } from '../../event-sourcing/testing/vault.contract.js';
import { openPostgresStores, type PostgresStores } from './stores.js';
import { onFreshDatabase } from './testing/fresh-database.js';

const stores = <Port>(pick: (stores: PostgresStores) => Port) =>
  onFreshDatabase((url) => openPostgresStores({ url }), pick);

eventStoreContract(
  'postgres',
  stores(({ eventStore }) => eventStore),
);
checkpointsContract(
  'postgres',
  stores(({ checkpoints }) => checkpoints),
);
deadLettersContract(
  'postgres',
  stores(({ deadLetters }) => deadLetters),
);
vaultContract(
  'postgres',
  stores(({ vault }) => vault),
);
ticketsContract(
  'postgres',
  stores(({ tickets }) => tickets),
);
