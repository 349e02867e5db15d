import { WrongSetting } from './wrong-setting.js';

export interface KurrentDbSettings {
  /** The client's connection string; it may hold a password. */
  readonly url: string;
  /** Before each stream's name, where installations share a cluster. */
  readonly prefix: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined without `KURRENTDB_URL`. Throws `WrongSetting`, whose sentence repeats no password. */
export const readKurrentDbSettings = (env: Environment): KurrentDbSettings | undefined => {
  const url = env['KURRENTDB_URL'];
  if (!url) return undefined;
  if (!/^(esdb|kurrentdb|kurrent)(\+discover)?:\/\/[^\s/?]+/.test(url))
    throw new WrongSetting(
      'KURRENTDB_URL',
      'is no connection string: it must be kurrentdb://user:password@host:port?tls=true, or esdb://…',
    );
  const prefix = env['KURRENTDB_PREFIX'] ?? '';
  if (!/^[\p{L}\p{N}._-]{0,64}$/u.test(prefix))
    throw new WrongSetting(
      'KURRENTDB_PREFIX',
      `is "${prefix}": it may hold 64 letters, digits, dots and dashes`,
    );
  return { url, prefix };
};
