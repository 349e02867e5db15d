import type { OutgoingRecord } from './record.js';

/** Who speaks: the product, on behalf of the installation whose brokers these are. */
const SOURCE = 'probity';

/**
 * A fact as a CloudEvent in binary mode (Kafka binding 1.0.2, section 3.2): the value is plain JSON
 * for whoever does not care for envelopes, `ce_id` is the same on every repeat.
 *
 * @param time RFC 3339
 */
export const cloudEvent = (
  type: string,
  id: string,
  time: string,
  key: string | null,
  data: unknown,
): OutgoingRecord => ({
  key,
  value: JSON.stringify(data),
  headers: {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: SOURCE,
    ce_type: type,
    ce_time: time,
    'content-type': 'application/json; charset=utf-8',
  },
});
