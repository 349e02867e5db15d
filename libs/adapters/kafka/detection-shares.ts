import { connectKafka, type KafkaConnection, type KafkaLog } from './connection.js';
import { assertPartitions, ensureTopics, type TopicPlan } from './ensure-topics.js';
import { isOtherKind, KafkaOwnership } from './kafka-ownership.js';
import { troubleOf } from './kafka-trouble.js';
import { DETECTION_SHARES, KAFKA_GROUPS } from './topics.js';

const OTHER_VERSION =
  'detection has no share: processes of another version of the program judge; this one waits until the last of them has ended';

/** Detection's work dealt out to any number of instances by the brokers' consumer group. */
export const detectionShares = (
  settings: KafkaConnection & { readonly topics: TopicPlan },
  log: KafkaLog,
): KafkaOwnership => {
  const kafka = connectKafka(settings, log);
  const { topics: plan, brokers } = settings;
  return new KafkaOwnership({
    kafka,
    group: KAFKA_GROUPS.detection,
    topic: DETECTION_SHARES,
    count: plan.partitions,
    prepare: async () => {
      await ensureTopics(kafka, [DETECTION_SHARES], plan);
      await assertPartitions(kafka, DETECTION_SHARES, plan.partitions);
    },
    onState: (state) => {
      if (state === 'joined') log.debug({ group: KAFKA_GROUPS.detection }, 'joined the group');
      else if (isOtherKind(state.error)) log.warn({}, OTHER_VERSION);
      else log.warn({}, `detection has no share: ${troubleOf(brokers, state.error)}; trying again`);
    },
  });
};
