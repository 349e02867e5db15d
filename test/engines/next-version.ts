import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const DETECTOR = 'dist/libs/detection/detectors/credited-time/credited-time.detector.js';
const MIGRATIONS = 'dist/libs/adapters/postgres/migrations';

/**
 * The next version of the program in a folder of its own: a detector has another version, and the
 * schema one migration more. Answers its `main.js`.
 */
export const makeNextVersion = (folder: string): string => {
  for (const entry of readdirSync(ROOT))
    if (entry !== 'dist' && entry !== '.git') symlinkSync(join(ROOT, entry), join(folder, entry));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  const detector = join(folder, DETECTOR);
  const text = readFileSync(detector, 'utf8');
  const changed = text.replace(/version: '(\d+)'/, "version: '$1-next'");
  if (changed === text) throw new Error(`no version found in ${DETECTOR}`);
  writeFileSync(detector, changed);
  writeFileSync(
    join(folder, MIGRATIONS, '9999-next.sql'),
    'ALTER TABLE ledger_reject ADD COLUMN of_the_next_version text;\n',
  );
  return join(folder, 'dist/apps/probity/main.js');
};
