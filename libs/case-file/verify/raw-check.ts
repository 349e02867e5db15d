import { createHash } from 'node:crypto';
import type { BagFiles } from './bag-check.js';
import { fault, type Fault } from './finding.js';

/** `data/raw/index.json`: vendors' bytes exactly as received, one file an event. */
export type RawIndex = readonly {
  readonly source: string;
  readonly id: string;
  /** Below `data/`. */
  readonly path: string;
  readonly sha256: string;
  readonly receivedAt: string;
}[];

export const checkRaw = (files: BagFiles, index: RawIndex): Fault[] =>
  index.flatMap(({ path, sha256 }) => {
    const bytes = files.get(`data/${path}`);
    return bytes && createHash('sha256').update(bytes).digest('hex') === sha256
      ? []
      : [
          fault(
            'raw_changed',
            path,
            'is not the vendor’s event as received',
            '与收到的平台原始事件不符',
          ),
        ];
  });
