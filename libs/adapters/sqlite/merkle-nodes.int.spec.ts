import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { merkleNodesContract } from '../../case-file/testing/merkle-nodes.contract.js';
import { openEmbeddedStores } from './embedded.js';
import { SqliteMerkleNodes } from './merkle-nodes.js';

merkleNodesContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-merkle-'));
  const stores = await openEmbeddedStores(folder);
  return {
    store: stores.eventStore,
    nodes: await SqliteMerkleNodes.open(stores.views),
    close: async () => {
      await stores.close();
      rmSync(folder, { recursive: true });
    },
  };
});
