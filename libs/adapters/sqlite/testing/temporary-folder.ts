import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs the test in a folder of its own, removed afterwards whatever happens. */
export const inFolder = (test: (folder: string) => Promise<void>) => async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-'));
  try {
    await test(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
