/** Names are part of the contract; `v1` changes with the shape, not with new optional members. */
export const TOPICS = {
  activity: 'probity.activity.v1',
  rejected: 'probity.activity.rejected.v1',
  cases: 'probity.cases.v1',
  outcomes: 'probity.outcomes.v1',
} as const;

/** Topics between the services of one installation; nobody outside reads or writes them. */
export const FACT_TOPICS = {
  student: 'probity.facts.student.v1',
  device: 'probity.facts.device.v1',
  address: 'probity.facts.address.v1',
  meeting: 'probity.facts.meeting.v1',
  assessment: 'probity.facts.assessment.v1',
} as const;

export type FactKey = keyof typeof FACT_TOPICS;

export const KAFKA_GROUPS = {
  gateway: 'probity-gateway',
  /** Who of the casework instances publishes. */
  outputs: 'probity-outputs',
  detection: 'probity-detection',
} as const;
