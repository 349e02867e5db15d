import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegulation } from '../read-regulation.js';
import type { Regulation } from '../regulation.js';

const ROOT = join(import.meta.dirname, '../../../..');

/** The regulations of a folder below the project's root, in the order of their files. */
export const regulationsIn = (folder: string): readonly Regulation[] =>
  readdirSync(join(ROOT, folder))
    .sort()
    .map((file) => {
      const reading = readRegulation(readFileSync(join(ROOT, folder, file), 'utf8'));
      if (!reading.ok) throw new Error(`${file}: ${JSON.stringify(reading.faults)}`);
      return reading.regulation;
    });

/** What the product is shipped with. */
export const BUILT_IN = regulationsIn('regulations');
