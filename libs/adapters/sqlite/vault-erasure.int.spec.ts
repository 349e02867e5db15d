import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SqliteVault } from './sqlite-vault.js';
import { inFolder } from './testing/temporary-folder.js';

const SECRET = 'defence-text-of-one-person';

/** Does any file of the folder hold these bytes, the write-ahead log included? */
const holds = (folder: string, text: string) =>
  readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(text));

const entry = (owner: string, content: string) => ({
  owner,
  mediaType: 'text/plain;charset=utf-8',
  bytes: Buffer.from(content),
});

describe('vault on disk', () => {
  it(
    'given an erasure, when the files are searched, then the bytes are nowhere',
    inFolder(async (folder) => {
      const vault = await SqliteVault.open(join(folder, 'vault.db'));
      await vault.put([
        entry('u1', SECRET),
        entry('u1', SECRET.repeat(2_000)),
        entry('u2', 'kept'),
      ]);
      expect(holds(folder, SECRET)).toBe(true);
      expect(await vault.erase('u1')).toBe(2);
      expect(holds(folder, SECRET)).toBe(false);
      expect(holds(folder, 'u1')).toBe(false);
      expect(holds(folder, 'kept')).toBe(true);
      await vault.close();
    }),
  );
});
