import { WrongSetting } from '../../../libs/platform/settings.js';
import { Refused, Unreachable, Usage } from './api-client.js';

/**
 * Runs a command and sets the exit code: 0 done, 1 refused or found, 2 usage or unreadable,
 * 3 server unreachable. An action may answer 1 itself ("found").
 */
export const run = async (action: () => Promise<number | undefined>): Promise<void> => {
  try {
    process.exitCode = (await action()) ?? 0;
  } catch (error) {
    console.error(`probity: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = exitCodeOf(error);
  }
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof Refused) return 1;
  if (error instanceof Unreachable) return 3;
  if (error instanceof Usage || error instanceof WrongSetting) return 2;
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' ? 2 : 1;
};
