import { describe, expect, it } from '@jest/globals';
import { readKafkaSettings } from './kafka-settings.js';

describe('settings of Kafka', () => {
  it('given no brokers, when read, then there is no Kafka', () => {
    expect(readKafkaSettings({ KAFKA_SASL_USERNAME: 'x' })).toBeUndefined();
  });

  it('given brokers alone, when read, then the rest is said', () => {
    expect(readKafkaSettings({ KAFKA_BROKERS: 'a:9092, [::1]:9093' })).toEqual({
      brokers: ['a:9092', '[::1]:9093'],
      clientId: 'probity',
      tls: undefined,
      sasl: undefined,
      topics: { partitions: 12, replication: -1, create: true },
    });
  });

  it('given a user and a password, when read, then it is SCRAM', () => {
    const env = {
      KAFKA_BROKERS: 'a:1',
      KAFKA_TLS: 'true',
      KAFKA_SASL_USERNAME: 'u',
      KAFKA_SASL_PASSWORD: 'p',
    };
    expect(readKafkaSettings(env)).toMatchObject({
      tls: true,
      sasl: { mechanism: 'scram-sha-512', username: 'u', password: 'p' },
    });
  });

  it.each([
    ['KAFKA_BROKERS', { KAFKA_BROKERS: 'a' }],
    ['KAFKA_BROKERS', { KAFKA_BROKERS: 'a:99999' }],
    ['KAFKA_TOPIC_PARTITIONS', { KAFKA_TOPIC_PARTITIONS: '0' }],
    ['KAFKA_CREATE_TOPICS', { KAFKA_CREATE_TOPICS: 'yes' }],
    ['KAFKA_TLS_CA', { KAFKA_TLS_CA: '/nowhere/ca.pem' }],
    ['KAFKA_TLS_CERT', { KAFKA_TLS_CERT: import.meta.filename }],
    ['KAFKA_SASL_MECHANISM', { KAFKA_SASL_MECHANISM: 'gssapi' }],
    ['KAFKA_SASL_USERNAME', { KAFKA_SASL_PASSWORD: 'p' }],
    ['KAFKA_SASL_PASSWORD', { KAFKA_SASL_USERNAME: 'u' }],
    ['KAFKA_SASL_PASSWORD_FILE', { KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD_FILE: '/no' }],
  ])('given a wrong %s, when read, then the sentence names it', (setting, env) => {
    expect(() => readKafkaSettings({ KAFKA_BROKERS: 'a:1', ...env })).toThrow(
      expect.objectContaining({ setting }),
    );
  });
});
