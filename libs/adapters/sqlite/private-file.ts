import { closeSync, existsSync, openSync } from 'node:fs';

/**
 * Makes sure that the file is there and was made readable by its owner only; SQLite gives `-wal` and
 * `-shm` the same mode.
 */
export const ensurePrivateFile = (file: string): void => {
  // Closing any handle of a file drops this process's locks on it: only where there can be none.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
};
