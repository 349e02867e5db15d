import { readFileSync } from 'node:fs';
import { WrongSetting } from './wrong-setting.js';

/** How this installation talks to Kafka; absent without `KAFKA_BROKERS`. */
export interface KafkaSettings {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly tls: boolean | KafkaTls | undefined;
  readonly sasl: KafkaSasl | undefined;
  readonly topics: {
    /** Of topics that we create. */
    readonly partitions: number;
    /** -1: the broker's default. */
    readonly replication: number;
    readonly create: boolean;
  };
}

/** PEM texts. */
export interface KafkaTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `WrongSetting` for the first setting that cannot be. */
export const readKafkaSettings = (env: Environment): KafkaSettings | undefined => {
  if (!env['KAFKA_BROKERS']) return undefined;
  return {
    brokers: brokers(env['KAFKA_BROKERS']),
    clientId: env['KAFKA_CLIENT_ID'] || 'probity',
    tls: tls(env),
    sasl: sasl(env),
    topics: {
      partitions: count(env, 'KAFKA_TOPIC_PARTITIONS', 12, 1, 10_000),
      replication: count(env, 'KAFKA_TOPIC_REPLICATION', -1, 1, 99),
      create: flag(env, 'KAFKA_CREATE_TOPICS', true),
    },
  };
};

const BROKER = /^(\[[0-9a-f:]+\]|[a-z0-9._-]+):([0-9]{1,5})$/i;

const brokers = (text: string): readonly string[] => {
  const list = text.split(',').map((one) => one.trim());
  const odd = list.find((one) => !BROKER.test(one) || Number(one.split(':').at(-1)) > 65_535);
  if (odd !== undefined)
    throw new WrongSetting('KAFKA_BROKERS', `has "${odd}": it must be host:port, comma between`);
  return list;
};

const tls = (env: Environment): KafkaSettings['tls'] => {
  const files = { ca: 'KAFKA_TLS_CA', cert: 'KAFKA_TLS_CERT', key: 'KAFKA_TLS_KEY' } as const;
  const given = Object.entries(files).flatMap(([name, setting]) =>
    env[setting] ? [[name, fileOf(setting, env[setting])] as const] : [],
  );
  const wanted = flag(env, 'KAFKA_TLS', given.length > 0);
  if (!wanted && given.length > 0)
    throw new WrongSetting('KAFKA_TLS', 'is false although a certificate file is set');
  if (!env['KAFKA_TLS_CERT'] !== !env['KAFKA_TLS_KEY'])
    throw new WrongSetting('KAFKA_TLS_CERT', 'and KAFKA_TLS_KEY go together');
  if (!wanted) return undefined;
  return given.length > 0 ? (Object.fromEntries(given) as KafkaTls) : true;
};

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

const sasl = (env: Environment): KafkaSasl | undefined => {
  const username = env['KAFKA_SASL_USERNAME'];
  const file = env['KAFKA_SASL_PASSWORD_FILE'];
  const password = file
    ? fileOf('KAFKA_SASL_PASSWORD_FILE', file).trim()
    : env['KAFKA_SASL_PASSWORD'];
  const named = env['KAFKA_SASL_MECHANISM'];
  if (!username && !password && !named) return undefined;
  const mechanism = MECHANISMS.find((one) => one === (named || 'scram-sha-512').toLowerCase());
  if (!mechanism)
    throw new WrongSetting(
      'KAFKA_SASL_MECHANISM',
      `is "${named ?? ''}": it must be one of ${MECHANISMS.join(', ')}`,
    );
  if (!username) throw new WrongSetting('KAFKA_SASL_USERNAME', 'is missing');
  if (!password)
    throw new WrongSetting('KAFKA_SASL_PASSWORD', 'or KAFKA_SASL_PASSWORD_FILE is missing');
  return { mechanism, username, password };
};

const fileOf = (setting: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new WrongSetting(setting, `is "${path}": this file cannot be read`);
  }
};

const flag = (env: Environment, name: string, otherwise: boolean): boolean => {
  const text = env[name];
  if (!text) return otherwise;
  if (text !== 'true' && text !== 'false')
    throw new WrongSetting(name, `is "${text}": it must be true or false`);
  return text === 'true';
};

const count = (
  env: Environment,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number => {
  const text = env[name];
  if (!text) return otherwise;
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < least || value > most)
    throw new WrongSetting(name, `is "${text}": it must be a number from ${least} to ${most}`);
  return value;
};
