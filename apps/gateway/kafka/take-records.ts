import { reject, type Reject, type RejectCode } from '../../../libs/activity/intake/reject.js';
import { takeBatch, type Intake } from '../../../libs/activity/intake/take-batch.js';
import { bindRecord } from '../../../libs/adapters/kafka/record-binding.js';
import type { IncomingRecord } from '../../../libs/adapters/kafka/record.js';
import type { Taken } from '../intake/store-taken.js';
import { isKeyOf, ownersOf } from './record-owner.js';

export interface SourceRules {
  readonly isRegistered: (source: string) => boolean;
  /** In development a source need not be registered. */
  readonly anySource: boolean;
}

/**
 * The same steps that a delivery over HTTP takes, record by record: none of them can spoil another,
 * and whatever a record holds, it ends as an event or as a reject with its reason.
 */
export const takeRecords = (records: readonly IncomingRecord[], rules: SourceRules): Taken => {
  const events: Taken['events'][number][] = [];
  const places: number[] = [];
  const rejected: Taken['rejected'][number][] = [];
  for (const [index, record] of records.entries()) {
    const taken = takeRecord(record, rules);
    if ('event' in taken) {
      events.push(taken.event);
      places.push(index);
    } else rejected.push({ index, raw: record.value ?? EMPTY, ...taken, origin: originOf(record) });
  }
  const origins = (index: number) => {
    const record = records[index];
    return record && originOf(record);
  };
  return { events, places, rejected, origins };
};

/** A record's place, which a topic that is made anew gives again; hence the time. */
const originOf = ({ topic, partition, offset, timestamp }: IncomingRecord): string =>
  `${topic}/${partition}/${offset}@${timestamp}`;

type TakenRecord =
  | { readonly event: Taken['events'][number] }
  | (Reject & { readonly source: string | undefined; readonly id: string | undefined });

const EMPTY = new Uint8Array();

const takeRecord = (record: IncomingRecord, rules: SourceRules): TakenRecord => {
  const key = record.key?.toString('utf8') ?? '';
  const owners = ownersOf(key, rules.isRegistered);
  const [first] = owners;
  if (first === undefined) return { source: undefined, id: undefined, ...NO_KEY };
  if (!rules.anySource && !rules.isRegistered(first))
    // Whoever claims a name that nobody has is not booked under it.
    return { source: undefined, id: undefined, ...NOT_REGISTERED };
  const bound = bindRecord(record);
  if (!bound.ok) return { source: first, id: undefined, ...bound.reject };
  let answer: TakenRecord = { source: first, id: undefined, ...NO_KEY };
  for (const owner of owners) {
    answer = takeAs(owner, takeBatch({ kind: 'single', ...bound }, owner));
    if ('event' in answer || answer.code !== 'foreign_source') break;
  }
  if (!('event' in answer)) return answer;
  const { source, account, id } = answer.event;
  return isKeyOf(key, source, account) ? answer : { source, id, ...WRONG_KEY };
};

const takeAs = (owner: string, intake: Intake): TakenRecord => {
  if (!intake.ok) {
    const message = intake.refusal === 'Unparseable' ? intake.message : 'one event a record';
    return { source: owner, id: undefined, ...reject('invalid_envelope', '', message) };
  }
  const [event] = intake.events;
  if (event) return { event };
  const [refused] = intake.rejected;
  if (!refused) throw new Error('a delivery of one unit gives an event or a reject');
  const { source, id, code, message, pointer } = refused;
  return { source, id, ...reject(code as RejectCode, pointer ?? '', message) };
};

const NO_KEY = reject('invalid_envelope', '', 'the record has no key; it is `source/subject`');
const NOT_REGISTERED = reject(
  'foreign_source',
  '/source',
  'the key names no registered source; an admin has to register it first',
);
const WRONG_KEY = reject(
  'invalid_envelope',
  '/subject',
  "the record's key is not `source/subject` of its event",
);
