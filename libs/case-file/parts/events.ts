import { jcs } from '../../event-sourcing/jcs.js';
import { leafHash } from '../../event-sourcing/merkle.js';
import type { Files } from '../bag.js';
import { leafEvent } from '../log/event-leaf.js';
import type { Extract } from '../verify/lines.js';
import { bytesOf, hex } from './bytes.js';
import type { OutgoingEvent } from './told-event.js';

/** `events.jsonl`, and `extracts.jsonl` where the profile withholds events. */
export const eventFiles = (events: readonly OutgoingEvent[]): Files => {
  const extracts = events.flatMap(extractOf);
  return new Map([
    ['events.jsonl', bytesOf(events.map(lineOf).join(''))],
    ...(extracts.length > 0
      ? [['extracts.jsonl', bytesOf(extracts.map((one) => `${jcs(one)}\n`).join(''))] as const]
      : []),
  ]);
};

/** In JCS, members in order of their names: what is hashed is written as it was hashed. */
const lineOf = ({ event, disclosed }: OutgoingEvent): string => {
  const text = jcs(leafEvent(event));
  const leaf = hex(leafHash(Buffer.from(event.salt, 'hex'), Buffer.from(text)));
  const seq = String(event.version);
  return disclosed.kind === 'whole'
    ? `{"event":${text},"leaf":"${leaf}","salt":"${event.salt}","seq":${seq}}\n`
    : `{"leaf":"${leaf}","seq":${seq},"withheld":"${disclosed.reason}"}\n`;
};

const extractOf = ({ disclosed, told }: OutgoingEvent): Extract[] => {
  if (disclosed.kind === 'whole' || !told) return [];
  const { version, type, data, metadata } = told;
  return [{ seq: version, type, data, metadata }];
};
