import { getHashes } from 'node:crypto';
import type { BagFiles } from './bag-check.js';
import { fault, type Fault } from './finding.js';
import { digestOf } from './manifest.js';

export const SM3_FILE = 'integrity/digests-sm3.txt';

/** The second list of hashes, SM3 (GB/T 32905): looked at where there is one and this Node knows SM3. */
export const checkDigests = (files: BagFiles): Fault[] => {
  const list = files.get(SM3_FILE);
  if (!list || !getHashes().includes('sm3')) return [];
  return list
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const path = line.slice(66);
      const bytes = files.get(path);
      return bytes && digestOf(bytes, 'sm3') === line.slice(0, 64)
        ? []
        : [fault('digest_mismatch', path, 'differs from its SM3 hash', '与其 SM3 摘要不符')];
    });
};
