import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkpointsContract } from '../../event-sourcing/testing/checkpoints.contract.js';
import { deadLettersContract } from '../../event-sourcing/testing/dead-letters.contract.js';
import { eventStoreContract } from '../../event-sourcing/testing/event-store.contract.js';
import { noted, textsOf } from '../../event-sourcing/testing/facts.js';
import type { Open } from '../../event-sourcing/testing/fixture.js';
import { vaultContract } from '../../event-sourcing/testing/vault.contract.js';
import { openEmbeddedStores, type EmbeddedStores } from './embedded.js';
import { inFolder } from './testing/temporary-folder.js';

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

describe('event store: sqlite, a log longer than one look', () => {
  it(
    'given a rare type behind many others, when read, then it is found and `next` is the head',
    inFolder(async (folder) => {
      const { eventStore, close } = await openEmbeddedStores(folder);
      const many = () => Array.from({ length: 1_000 }, () => noted('x', 'Other'));
      for (let i = 0; i < 41; i += 1) {
        if (i % 20 === 0) await eventStore.append('rare', 'any', [noted(String(i))]);
        await eventStore.append(`s-${i}`, 'none', many());
      }
      const head = await eventStore.head();
      const { events, next } = await eventStore.readAll({ after: 0, limit: 9, types: ['Noted'] });
      expect(textsOf(events)).toEqual(['0', '20', '40']);
      expect(next).toBe(head);
      const page = await eventStore.readAll({ after: 0, limit: 2, types: ['Noted'] });
      expect(textsOf(page.events)).toEqual(['0', '20']);
      expect(page.next).toBe(page.events[1]?.position);
      await close();
    }),
  );
});
