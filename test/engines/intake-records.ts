import { heartbeat } from '../../libs/activity/intake/testing/sample-events.js';
import type { SentRecord } from './kafka-client.js';

export const ACTIVITY = 'probity.activity.v1';
export const REJECTED = 'probity.activity.rejected.v1';

type Changes = Readonly<Record<string, unknown>>;

const keyOf = ({ source, subject }: { source: string; subject: string }): string =>
  `${source}/${subject}`;

/** A heartbeat as one JSON object in the value. */
export const structured = (id: string, changes: Changes = {}): SentRecord => {
  const event = heartbeat({ id, ...changes });
  return {
    key: keyOf(event),
    value: JSON.stringify(event),
    headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
  };
};

/** The same with its attributes in the headers, raw UTF-8 as the Kafka binding has it. */
export const binary = (id: string, changes: Changes = {}): SentRecord => {
  const { data, ...attributes } = heartbeat({ id, ...changes });
  const headers = Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)]);
  return {
    key: keyOf(attributes),
    value: JSON.stringify(data),
    headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' },
  };
};

/** One source's heartbeats of many accounts: their keys spread over the partitions. */
export const many = (count: number, from = 0): readonly SentRecord[] =>
  Array.from({ length: count }, (_, at) =>
    structured(`m-${from + at}`, { subject: String(2023010000 + ((from + at) % 200)) }),
  );

interface AnyEvent {
  readonly source: string;
  readonly subject?: string;
}

/** Any event as one JSON object in the value. */
export const recordOf = (event: AnyEvent): SentRecord => ({
  key: event.subject === undefined ? event.source : `${event.source}/${event.subject}`,
  value: JSON.stringify(event),
  headers: { 'content-type': 'application/cloudevents+json' },
});
