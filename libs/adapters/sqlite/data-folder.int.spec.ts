import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DataFolderInUse, holdDataFolder } from './data-folder.js';
import { openEmbeddedStores } from './embedded.js';
import { DatabaseCorrupt } from './errors.js';
import { inFolder } from './testing/temporary-folder.js';

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('data folder', () => {
  it(
    'given a holder, when held again, then it is refused by name until released',
    inFolder(async (folder) => {
      const data = join(folder, '数据', 'deep');
      const first = holdDataFolder(data);
      expect(() => holdDataFolder(data)).toThrow(DataFolderInUse);
      expect(() => holdDataFolder(data)).toThrow(`pid ${process.pid}`);
      first.release();
      first.release();
      holdDataFolder(data).release();
    }),
  );

  it(
    'given a fresh folder, when opened, then only its owner may read it',
    inFolder(async (folder) => {
      const data = join(folder, 'data');
      const stores = await openEmbeddedStores(data);
      expect(modeOf(data)).toBe(0o700);
      for (const file of ['events.db', 'events.db-wal', 'vault.db', 'views.db'])
        expect(modeOf(join(data, file))).toBe(0o600);
      await stores.close();
    }),
  );

  it(
    'given a damaged file, when opened, then it is named and the folder is free again',
    inFolder(async (folder) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'vault.db'), 'this is no database, and long enough to be read');
      const opened = openEmbeddedStores(folder);
      await expect(opened).rejects.toThrow(DatabaseCorrupt);
      await expect(opened).rejects.toThrow('vault.db: this file is damaged');
      holdDataFolder(folder).release();
    }),
  );

  it(
    'given calls under way, when closed, then they are answered and later ones refused',
    inFolder(async (folder) => {
      const stores = await openEmbeddedStores(folder);
      const saved = stores.checkpoints.save('timeline', 7);
      const closed = stores.close();
      await saved;
      await Promise.all([closed, stores.close()]);
      await expect(stores.checkpoints.load('timeline')).rejects.toMatchObject({
        name: 'StoreClosed',
      });
      const again = await openEmbeddedStores(folder);
      expect(await again.checkpoints.load('timeline')).toBe(7);
      await again.close();
    }),
  );
});
