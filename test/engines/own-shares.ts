import { detectionShares } from '../../libs/adapters/kafka/detection-shares.js';

/** A process that joins and tells which shares it holds, a line each time: for specs that kill it. */
const [brokers = '', partitions = '12'] = process.argv.slice(2);
const quiet = { warn: () => undefined, debug: () => undefined };
const shares = detectionShares(
  {
    ...{ brokers: [brokers], clientId: 'shares' },
    topics: { partitions: Number(partitions), replication: 1, create: true },
  },
  quiet,
);
process.on('SIGTERM', () => void shares.stop().then(() => process.exit(0)));
await shares.start(async (held) => {
  console.log(JSON.stringify(held));
});
