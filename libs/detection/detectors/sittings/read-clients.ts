import { lineName } from '../../baselines/line.js';
import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { ofListIn } from '../../shared-list.js';
import { usualLag } from '../lateness.js';
import { clientText, groupBy, known, round, spread, textIn } from '../reading.js';
import { deviceOf, digest, isSameClient } from '../signins.js';
import { rightShare } from './class.js';
import { pack, type ClientDay, type ClientSitting, type PackedUse } from './client-day.js';
import { attemptOf, kindOf, SITTING_TYPES, sittingOf } from './read-sittings.js';
import type { PacedSitting } from './sitting.js';

/** Who used what; not heartbeats, which say nothing that the player's begin does not. */
export const CLIENT_TYPES: readonly string[] = [
  ...SITTING_TYPES,
  ...[
    'session.started',
    'content.viewed',
    'video.loaded',
    'video.played',
    'video.completed',
    'attendance.signed_in',
    'forum.posted',
  ].map((name) => `probity.${name}.v1`),
];

type Known = Pick<MeasureContext, 'roster'>;

const OF_SITTINGS: ReadonlySet<string> = new Set(SITTING_TYPES);

/** More clients in a day than this are no person's; the first by name are kept. */
const MOST_USES = 6;
const MOST_REFS = 10;
/** Logging in and opening the paper is part of the sitting. */
const BEFORE_MS = 10 * 60_000;
/** A gap of an hour and more is a pause, not a pace. */
const LONGEST_GAP_SEC = 3600;

/**
 * One student's events of an offering on a day; null where no client was told. Several judges read it.
 */
export const clientDay = ofListIn(readClients);

function readClients(events: readonly AttributedActivity[], context: Known): ClientDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (typeof offering !== 'string') return null;
  const lag = usualLag(events);
  const own = events.filter((event) => OF_SITTINGS.has(event.type));
  const sittings = [...groupBy(own, attemptOf).values()]
    .map((attempt) => clientSitting(attempt, lag, offering, context))
    .filter((sitting) => sitting !== undefined);
  const inside = ({ at }: AttributedActivity): boolean =>
    sittings.some(({ from, to }) => at >= from - BEFORE_MS && at <= to);
  const outside = sittings.length === 0 ? events : events.filter((event) => !inside(event));
  const uses = usesOf(outside, context);
  return uses.length + sittings.length === 0 ? null : { offering, uses, sittings };
}

function clientSitting(
  events: readonly AttributedActivity[],
  lag: number,
  offering: string,
  context: Known,
): ClientSitting | undefined {
  const first = known(events[0]);
  const assessment = String(first.data.activity);
  const kind = kindOf(
    events.find((event) => event.data['kind'] !== undefined),
    offering,
    assessment,
    context,
  );
  if (kind !== 'quiz' && kind !== 'exam') return undefined;
  const paced = sittingOf(events, lag, offering, context);
  const pace = paced && paceOf(paced);
  return {
    assessment,
    kind,
    source: first.source,
    from: first.at,
    to: known(events.at(-1)).at,
    uses: usesOf(events, context),
    ...(pace !== undefined && { pace: round(pace, 2) }),
    score: paced ? (paced.score >= 0 ? paced.score : round(rightShare(paced), 3)) : -1,
    refs: spread(events, kind === 'exam' ? MOST_REFS : 4).map(({ id }) => id),
    ...(kind === 'exam' && answersOf(events)),
  };
}

/** Papers with more items are told by the first of them. */
const MOST_ITEMS = 60;

/** Three letters for the item, one for the last answer to it, or for its being right where that alone is told. */
function answersOf(events: readonly AttributedActivity[]): { readonly answers?: string } {
  const last = new Map<string, string>();
  for (const event of events) {
    const item = textIn(event, 'item');
    const { response, correct } = event.data as { response?: unknown; correct?: unknown };
    const answer = response ?? correct;
    if (!event.type.endsWith('assessment.answered.v1') || item === undefined) continue;
    if (answer === undefined || answer === null) continue;
    last.set(letters(item, 3), letters(JSON.stringify(answer), 1));
  }
  const told = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_ITEMS);
  return told.length === 0 ? {} : { answers: told.map(([item, answer]) => item + answer).join('') };
}

const letters = (text: string, count: number): string =>
  digest(text).padStart(count, '0').slice(-count);

/** The middle of the logarithms: pauses and bursts left out. Undefined where gaps say nothing. */
function paceOf({ items, told, claimed }: PacedSitting): number | undefined {
  if (told !== 'each' || claimed) return undefined;
  const logs = items
    .slice(1)
    .flatMap(([, sec]) => (sec > 0 && sec < LONGEST_GAP_SEC ? [Math.log(sec)] : []));
  return logs.length < 4 ? undefined : logs.reduce((sum, log) => sum + log, 0) / logs.length;
}

function usesOf(events: readonly AttributedActivity[], context: Known): PackedUse[] {
  const uses = new Map<string, PackedUse | undefined>();
  let before: AttributedActivity['data']['client'] | null = null;
  for (const event of events) {
    // Of most days every event has the same client.
    const { client } = event.data;
    if (before !== null && isSameClient(before, client)) continue;
    before = client;
    const device = deviceOf(event);
    const agent = clientText(event, 'userAgent');
    const ip = clientText(event, 'ip');
    const told = `${device ?? ''}\n${agent ?? ''}\n${ip ?? ''}`;
    if (!uses.has(told)) uses.set(told, useOf(device, agent, ip, context));
  }
  const packed = new Set([...uses.values()].filter((use) => use !== undefined));
  return [...packed].sort().slice(0, MOST_USES);
}

function useOf(
  device: string | undefined,
  agent: string | undefined,
  ip: string | undefined,
  { roster }: Known,
): PackedUse | undefined {
  if (device === undefined && agent === undefined && ip === undefined) return undefined;
  const network = ip === undefined ? undefined : roster.network(ip);
  const away = ip === undefined || network?.kind === 'mobile' || network?.kind === 'vpn';
  return pack({
    device: device === undefined ? '' : digest(device),
    family: agent === undefined ? '' : digest(agent.replace(/[\d._]+/g, '')),
    agent: agent === undefined ? '' : digest(agent),
    net:
      ip === undefined
        ? ''
        : away
          ? (network?.kind ?? '')
          : network
            ? digest(network.place ?? network.cidr)
            : lineName(ip),
    address: away ? '' : digest(ip),
    ground: ip === undefined ? '' : (network?.kind ?? 'line'),
  });
}
