/**
 * Every metric of the product, in one place. Labels never name a student, an account or a person:
 * `source` is a registered vendor.
 */
export const METRICS = {
  requests: {
    name: 'probity_http_request_duration_seconds',
    help: 'Requests by method, route pattern and status.',
    labels: ['method', 'route', 'status'],
  },
  events: {
    name: 'probity_intake_events_total',
    help: 'Events taken in, by source and outcome: accepted, duplicate, rejected.',
    labels: ['source', 'outcome'],
  },
  lag: {
    name: 'probity_worker_lag_events',
    help: 'Events known to a worker and not yet dealt with.',
    labels: ['worker'],
  },
  waiting: {
    name: 'probity_intake_waiting_batches',
    help: 'Batches that wait for the ledger.',
    labels: [],
  },
  kafkaLag: {
    name: 'probity_kafka_lag_records',
    help: 'Records of a topic that the group of this service has not yet dealt with.',
    labels: ['topic', 'partition'],
  },
  streams: {
    name: 'probity_case_streams',
    help: 'Streams of case changes that are open.',
    labels: [],
  },
} as const;
