import ipaddr from 'ipaddr.js';
import { join, resolve } from 'node:path';
import { readKafkaSettings, type KafkaSettings } from './kafka-settings.js';
import { readKurrentDbSettings, type KurrentDbSettings } from './kurrentdb-settings.js';
import { WrongSetting } from './wrong-setting.js';

/** What an installation is told from outside; validated once, before anything opens. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute; where the signing key lies, outside of what a backup of the data carries. */
  readonly keyDir: string;
  readonly profile: Profile;
  /** PostgreSQL of the distributed profile, which has one; it may hold a password. */
  readonly databaseUrl: string | undefined;
  /** Connections that a process opens to it at most, beside those that listen and hold locks. */
  readonly databaseConnections: number;
  /** EventStoreDB or KurrentDB in the place of PostgreSQL's event store; distributed profile only. */
  readonly kurrentdb: KurrentDbSettings | undefined;
  /** Policy file to adopt at start. */
  readonly policyFile: string | undefined;
  /** Regulation file, or folder of such files; the built-in one when undefined. */
  readonly regulation: string | undefined;
  /** File of days off and working days that the university settles itself. */
  readonly calendarFile: string | undefined;
  readonly oidc: OidcSettings | undefined;
  /** Time-stamping authority (RFC 3161) for case files; off when absent. */
  readonly timestampUrl: string | undefined;
  /** IANA zone of the university, for local days and printed times. */
  readonly timeZone: string;
  /** The university's name, for its papers and case files. */
  readonly organization: string | undefined;
  /** Development: `dev:ROLE:NAME` tokens and a clock that can be moved, on loopback only. */
  readonly dev: boolean;
  readonly logLevel: string;
  /** Networks in CIDR notation that webhooks may call although they are not public. */
  readonly webhookNetworks: readonly string[];
  /** Absolute; a file to which every outcome is appended as a line. */
  readonly outcomesFile: string | undefined;
  /** Undefined without `KAFKA_BROKERS`. */
  readonly kafka: KafkaSettings | undefined;
}

export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
}

export const PROFILES = ['embedded', 'distributed'] as const;
export type Profile = (typeof PROFILES)[number];

export { WrongSetting };

/** What the command line says; it wins over the environment. */
export interface SettingsOverrides {
  readonly port?: string | undefined;
  readonly profile?: string | undefined;
  readonly dev?: boolean | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `WrongSetting` for the first setting that cannot be. */
export const readSettings = (env: Environment, overrides: SettingsOverrides = {}): Settings => {
  const dev = overrides.dev ?? false;
  const dataDir = resolve(env['PROBITY_DATA_DIR'] || './data');
  if (dev && env['NODE_ENV'] === 'production')
    throw new WrongSetting('NODE_ENV', 'is "production": --dev is refused there');
  const chosen = profile(overrides.profile ?? env['PROBITY_PROFILE']);
  return {
    port: port(overrides.port ?? env['PORT']),
    host: host(env['HOST'], dev),
    dataDir,
    keyDir: resolve(env['PROBITY_KEY_DIR'] || `${dataDir}-keys`),
    profile: chosen,
    databaseUrl: chosen === 'distributed' ? databaseUrl(env['DATABASE_URL']) : undefined,
    databaseConnections: connections(env['DATABASE_CONNECTIONS']),
    kurrentdb: chosen === 'distributed' ? readKurrentDbSettings(env) : undefined,
    policyFile: path(env['PROBITY_POLICY']),
    regulation: path(env['PROBITY_REGULATION']),
    calendarFile: path(env['PROBITY_CALENDAR']),
    oidc: oidc(env['OIDC_ISSUER'], env['OIDC_AUDIENCE']),
    timestampUrl: timestampUrl(env['PROBITY_TSA_URL']),
    timeZone: timeZone(env['TZ_INSTALLATION'] || 'Asia/Shanghai'),
    organization: organization(env['PROBITY_ORGANIZATION']),
    dev,
    logLevel: logLevel(env['LOG_LEVEL']),
    webhookNetworks: networks(env['PROBITY_WEBHOOK_NETWORKS']),
    outcomesFile: env['PROBITY_OUTCOMES_FILE'] ? resolve(env['PROBITY_OUTCOMES_FILE']) : undefined,
    kafka: readKafkaSettings(env),
  };
};

/** Files of the data folder that the platform itself keeps. */
export const localTokenKeyFile = (dataDir: string): string => join(dataDir, 'token.key');
export const devClockFile = (dataDir: string): string => join(dataDir, 'dev-clock.json');

const path = (text: string | undefined): string | undefined => (text ? resolve(text) : undefined);

const port = (text: string | undefined): number => {
  if (text === undefined || text === '') return 3000;
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535)
    throw new WrongSetting('PORT', `is "${text}": it must be a number from 0 to 65535`);
  return value;
};

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

const host = (text: string | undefined, dev: boolean): string => {
  if (!dev) return text || '0.0.0.0';
  if (text && !LOOPBACK.includes(text))
    throw new WrongSetting('HOST', `is "${text}": --dev listens on loopback only`);
  return text || '127.0.0.1';
};

const profile = (text: string | undefined): Profile => {
  const found = PROFILES.find((name) => name === (text || 'embedded'));
  if (!found)
    throw new WrongSetting(
      'PROBITY_PROFILE',
      `is "${text}": this build supports ${PROFILES.join(', ')}`,
    );
  return found;
};

/** Never said back: it may hold a password. */
const databaseUrl = (text: string | undefined): string => {
  if (!text) throw new WrongSetting('DATABASE_URL', 'is missing: the distributed profile needs it');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2)
    throw new WrongSetting(
      'DATABASE_URL',
      'is no PostgreSQL address: it must be postgres://user:password@host:port/database',
    );
  return text;
};

const connections = (text: string | undefined): number => {
  const value = Number(text || 10);
  if (!Number.isInteger(value) || value < 2 || value > 500)
    throw new WrongSetting(
      'DATABASE_CONNECTIONS',
      `is "${text}": it must be a number from 2 to 500`,
    );
  return value;
};

const oidc = (
  issuer: string | undefined,
  audience: string | undefined,
): OidcSettings | undefined => {
  if (!issuer && !audience) return undefined;
  if (!issuer) throw new WrongSetting('OIDC_ISSUER', 'is missing although OIDC_AUDIENCE is set');
  if (!audience) throw new WrongSetting('OIDC_AUDIENCE', 'is missing although OIDC_ISSUER is set');
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const secure = url?.protocol === 'https:' || LOOPBACK.includes(url?.hostname ?? '');
  if (!url || !secure)
    throw new WrongSetting('OIDC_ISSUER', `is "${issuer}": it must be an https address`);
  return { issuer, audience };
};

/** Authorities answer over plain HTTP as well: their tokens are signed. */
const timestampUrl = (text: string | undefined): string | undefined => {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new WrongSetting('PROBITY_TSA_URL', `is "${text}": it must be an http or https address`);
  return text;
};

const timeZone = (name: string): string => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    throw new WrongSetting('TZ_INSTALLATION', `is "${name}": it must be an IANA time zone`);
  }
};

/** One line: it stands in `bag-info.txt` and above the title of every document. */
const organization = (text: string | undefined): string | undefined => {
  const name = text?.trim();
  if (!name) return undefined;
  if (name.length > 100 || /[\p{C}\p{Zl}\p{Zp}]/u.test(name))
    throw new WrongSetting(
      'PROBITY_ORGANIZATION',
      'must be one line of at most 100 characters, none of them a control character',
    );
  return name;
};

const networks = (text: string | undefined): readonly string[] => {
  const all = (text ?? '').split(',').map((one) => one.trim());
  const named = all.filter((one) => one !== '');
  const wrong = named.find((one) => !ipaddr.isValidCIDR(one));
  if (wrong !== undefined)
    throw new WrongSetting(
      'PROBITY_WEBHOOK_NETWORKS',
      `holds "${wrong}": it must be networks such as 10.20.0.0/16, separated by commas`,
    );
  return named;
};

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

const logLevel = (text: string | undefined): string => {
  const level = text || 'info';
  if (!LEVELS.includes(level))
    throw new WrongSetting('LOG_LEVEL', `is "${text}": it must be one of ${LEVELS.join(', ')}`);
  return level;
};
