import { vendorClient } from '../../engines/kafka-client.js';

/**
 * `node bare-consumer.js BROKERS TOPIC RECORDS` reads a topic from its start, parses each record and throws
 * it away: the most that a consumer of kafkajs can do. Prints its rate in records a second, from the
 * first batch on. A process of its own, since the service that stands beside it has just started, too.
 */
const [brokers = '', topic = '', count = '0'] = process.argv.slice(2);
const records = Number(count);

const consumer = vendorClient(brokers).consumer({
  groupId: `bare-${Date.now()}`,
  maxWaitTimeInMs: 200,
});
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
let [seen, since] = [0, 0];
await new Promise<void>((resolve, reject) => {
  consumer
    .run({
      eachBatch: async ({ batch }) => {
        since ||= performance.now();
        for (const { value } of batch.messages) JSON.parse(String(value));
        seen += batch.messages.length;
        if (seen >= records) resolve();
      },
    })
    .catch(reject);
});
console.log((records / (performance.now() - since)) * 1000);
await consumer.disconnect();
