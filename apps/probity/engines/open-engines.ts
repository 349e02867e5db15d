import { WrongSetting, type Settings } from '../../../libs/platform/settings.js';
import type { Engines } from './engines.js';

/**
 * The engines of the profile. Only that profile's code is loaded. Rejects with a named error: the
 * folder in use, a damaged file, access refused; a database that cannot be reached is waited for.
 */
export const openEngines = async (settings: Settings): Promise<Engines> => {
  const { profile, dataDir, databaseUrl, kurrentdb, kafka, logLevel } = settings;
  const { databaseConnections } = settings;
  if (profile === 'embedded') {
    const { openEmbeddedEngines } = await import('./embedded.js');
    return openEmbeddedEngines(dataDir).catch((error: unknown) => {
      throw noFolder(error, settings) ?? error;
    });
  }
  const { openDistributedEngines } = await import('./distributed.js');
  return openDistributedEngines({
    databaseUrl: databaseUrl ?? '',
    databaseConnections,
    onWaiting: (sentence) => console.error(sentence),
    ...{ kurrentdb, kafka, logLevel },
  });
};

/** The data folder's place is taken by a file, read-only, or nobody's. */
const noFolder = (error: unknown, { dataDir }: Settings): WrongSetting | undefined => {
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall === 'mkdir'
    ? new WrongSetting('PROBITY_DATA_DIR', `is "${dataDir}": no folder there (${String(code)})`)
    : undefined;
};
