import { jcs } from '../../event-sourcing/jcs.js';
import type { Files } from '../bag.js';
import { eventLeaf, leafEvent } from '../log/event-leaf.js';
import type { EventLine, Extract } from '../verify/lines.js';
import { bytesOf, hex } from './bytes.js';
import type { OutgoingEvent } from './told-event.js';

/** `events.jsonl`, and `extracts.jsonl` where the profile withholds events. */
export const eventFiles = (events: readonly OutgoingEvent[]): Files => {
  const extracts = events.flatMap(extractOf);
  return new Map([
    ['events.jsonl', jsonLines(events.map(lineOf))],
    ...(extracts.length > 0 ? [['extracts.jsonl', jsonLines(extracts)] as const] : []),
  ]);
};

const lineOf = ({ event, disclosed }: OutgoingEvent): EventLine => {
  const seq = event.version;
  const leaf = hex(eventLeaf(event));
  return disclosed.kind === 'whole'
    ? { seq, event: leafEvent(event), salt: event.salt, leaf }
    : { seq, leaf, withheld: disclosed.reason };
};

const extractOf = ({ disclosed, told }: OutgoingEvent): Extract[] => {
  if (disclosed.kind === 'whole' || !told) return [];
  const { version, type, data, metadata } = told;
  return [{ seq: version, type, data, metadata }];
};

const jsonLines = (lines: readonly unknown[]): Uint8Array =>
  bytesOf(lines.map((line) => `${jcs(line)}\n`).join(''));
