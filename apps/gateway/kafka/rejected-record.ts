import { cloudEvent } from '../../../libs/adapters/kafka/cloud-event.js';
import type { OutgoingRecord } from '../../../libs/adapters/kafka/record.js';
import type { RejectedRecord } from './record-intake.js';

/**
 * What `probity.activity.rejected.v1` says of a record: the reason and where the record stands, from
 * which its sender finds it again. The record itself is kept in `GET /api/v1/rejects` alone, where
 * one person's data can be destroyed. The id is the record's place: the same on every repeat.
 *
 * @param at milliseconds
 */
export const rejectedRecord = ({ record, reject }: RejectedRecord, at: number): OutgoingRecord => {
  const { topic, partition, offset } = record;
  const { source, id, code, message, pointer } = reject;
  const time = new Date(at).toISOString();
  return cloudEvent(
    'probity.activity.rejected.v1',
    `${topic}/${partition}/${offset}`,
    time,
    source ?? null,
    { source: source ?? null, id: id ?? null, code, message, pointer, topic, partition, offset },
  );
};
