import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointsContract } from '../../event-sourcing/testing/checkpoints.contract.js';
import { deadLettersContract } from '../../event-sourcing/testing/dead-letters.contract.js';
import { eventStoreContract } from '../../event-sourcing/testing/event-store.contract.js';
import type { Open } from '../../event-sourcing/testing/fixture.js';
import { vaultContract } from '../../event-sourcing/testing/vault.contract.js';
import { openEmbeddedStores, type EmbeddedStores } from './embedded.js';

const embedded =
  <Port>(pick: (stores: EmbeddedStores) => Port): Open<Port> =>
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probity-'));
    let stores = await openEmbeddedStores(folder);
    return {
      port: pick(stores),
      reopen: async () => {
        await stores.close();
        stores = await openEmbeddedStores(folder);
        return pick(stores);
      },
      close: async () => {
        await stores.close();
        rmSync(folder, { recursive: true });
      },
    };
  };

eventStoreContract(
  'sqlite',
  embedded(({ eventStore }) => eventStore),
);
checkpointsContract(
  'sqlite',
  embedded(({ checkpoints }) => checkpoints),
);
deadLettersContract(
  'sqlite',
  embedded(({ deadLetters }) => deadLetters),
);
vaultContract(
  'sqlite',
  embedded(({ vault }) => vault),
);
