import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { isRole } from '../../../libs/platform/auth/dev-token.js';
import { loadTokenKey, signLocalToken } from '../../../libs/platform/auth/local-tokens.js';
import { ROLES } from '../../../libs/platform/principal.js';
import { localTokenKeyFile, readSettings, WrongSetting } from '../../../libs/platform/settings.js';
import { systemClock } from '../../../libs/platform/system-clock.js';
import { Usage } from '../client/api-client.js';
import { run } from '../client/run.js';

interface TokenOptions {
  readonly role: string;
  readonly name: string;
  readonly ttl: string;
}

export const register = (program: Command): void => {
  program
    .command('token')
    .description('a local token, for whoever can read the data folder')
    .requiredOption('--role <role>', ROLES.join(', '))
    .requiredOption('--name <name>', 'person id, source or student number')
    .option('--ttl <time>', 'how long it is good: 30m, 12h, 7d', '12h')
    .action((options: TokenOptions) => run(() => print(options)));
};

const print = async ({ role, name, ttl }: TokenOptions): Promise<undefined> => {
  if (!isRole(role)) throw new Usage(`unknown role "${role}": one of ${ROLES.join(', ')}`);
  const { dataDir, oidc } = settings();
  if (oidc) throw new Usage('OIDC_ISSUER is set: tokens come from there');
  if (!existsSync(dataDir))
    throw new Usage(`PROBITY_DATA_DIR ${dataDir} does not exist: start the server once`);
  const key = loadTokenKey(localTokenKeyFile(dataDir));
  console.log(await signLocalToken(key, { role, name }, systemClock.now(), secondsOf(ttl)));
};

const settings = () => {
  try {
    return readSettings(process.env);
  } catch (error) {
    throw error instanceof WrongSetting ? new Usage(error.message) : error;
  }
};

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const secondsOf = (text: string): number => {
  const match = /^([1-9]\d{0,5})([smhd])$/.exec(text);
  if (!match) throw new Usage(`--ttl "${text}" is no time: 30m, 12h, 7d`);
  return Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
};
