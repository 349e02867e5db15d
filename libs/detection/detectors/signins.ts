import type { Client } from '../../activity/activity.js';
import type { AttributedActivity } from '../detector.js';
import { ofList } from '../shared-list.js';
import { clientText, textIn } from './reading.js';

/** One sign-in as the judges of attendance read it. */
export interface SignIn {
  readonly subject: string;
  readonly meeting: string;
  readonly at: number;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
  readonly device: string | undefined;
  readonly event: AttributedActivity;
}

/** Values that vendors send where they have no device id; they name no device. */
const PLACEHOLDER = /^(0+|unknown|null|undefined|none|n\/a|-+|default|web|0{8}-.*)$/i;

/** The name looked at last, and whether it is one: an event's mostly is its neighbour's. */
let lastName = '';
let names = false;

export const deviceOf = (event: AttributedActivity): string | undefined => {
  const device = clientText(event, 'deviceId');
  if (device === undefined) return undefined;
  if (device !== lastName) {
    lastName = device;
    names = !PLACEHOLDER.test(device);
  }
  return names ? device : undefined;
};

/** Whether two events tell the same client, whatever its position: one object mostly (attribution.ts). */
export const isSameClient = (one: Client | undefined, other: Client | undefined): boolean =>
  one === other ||
  (one?.deviceId === other?.deviceId &&
    one?.userAgent === other?.userAgent &&
    one?.ip === other?.ip);

/** The first sign-in of each student for each meeting; later ones of the same add nothing. */
export const signInsOf = ofList((events: readonly AttributedActivity[]): readonly SignIn[] =>
  signInsBy(events, () => true),
);

const TOGETHER_MS = 10 * 60_000;

/**
 * The same for judges of places: where the first tells no address, the next within minutes that does.
 * A meeting may be signed in to on two platforms, of which one is silent about addresses.
 */
export const addressedSignInsOf = ofList(
  (events: readonly AttributedActivity[]): readonly SignIn[] =>
    signInsBy(
      events,
      (before, event) =>
        before.ip !== undefined ||
        clientText(event, 'ip') === undefined ||
        event.at - before.at > TOGETHER_MS,
    ),
);

/** `settled`: whether what is known of a meeting stays, whatever this further sign-in tells. */
function signInsBy(
  events: readonly AttributedActivity[],
  settled: (before: SignIn, event: AttributedActivity) => boolean,
): readonly SignIn[] {
  const kept = new Map<string, SignIn>();
  for (const event of events) {
    const meeting = textIn(event, 'meeting');
    if (meeting === undefined || !Number.isFinite(event.at)) continue;
    const key = `${event.data.offering ?? ''}\n${meeting}\n${event.subject}`;
    const before = kept.get(key);
    if (before && settled(before, event)) continue;
    kept.set(key, {
      subject: event.subject,
      meeting,
      at: event.at,
      ip: clientText(event, 'ip'),
      userAgent: clientText(event, 'userAgent'),
      device: deviceOf(event),
      event,
    });
  }
  return [...kept.values()];
}

const digests = new Map<string, string>();
const MOST_DIGESTS = 16_384;
const LONGEST_REMEMBERED = 512;

/**
 * A short name for a device within one student's history; not a secret, and not cited. Remembered:
 * whatever names a client comes with each of its events.
 */
export function digest(text: string): string {
  const known = digests.get(text);
  if (known !== undefined) return known;
  const name = digestOf(text);
  if (text.length > LONGEST_REMEMBERED) return name;
  if (digests.size >= MOST_DIGESTS) digests.clear();
  digests.set(text, name);
  return name;
}

function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
