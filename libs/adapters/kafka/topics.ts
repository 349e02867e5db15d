/** Names are part of the contract; `v1` changes with the shape, not with new optional members. */
export const TOPICS = {
  activity: 'probity.activity.v1',
  rejected: 'probity.activity.rejected.v1',
  cases: 'probity.cases.v1',
  outcomes: 'probity.outcomes.v1',
} as const;

/**
 * Its partitions are the shares of detection's work; nothing is written to it. Another number of
 * partitions makes other shares, so it grows only together with `KAFKA_TOPIC_PARTITIONS`.
 */
export const DETECTION_SHARES = 'probity.detection.shares.v1';

export const KAFKA_GROUPS = {
  gateway: 'probity-gateway',
  detection: 'probity-detection',
} as const;
