import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { ofListIn } from '../../shared-list.js';
import { timely, usualLag } from '../lateness.js';
import { groupBy, known, median, numberIn, round, spread, textIn } from '../reading.js';
import { digest } from '../signins.js';
import { claimed } from './claims.js';
import {
  AT_ONCE_MS,
  FEWEST_ITEMS,
  packItems,
  type PacedItem,
  type PacedSitting,
  type SittingDay,
} from './sitting.js';

export const SITTING_TYPES = [
  'probity.assessment.started.v1',
  'probity.assessment.answered.v1',
  'probity.assessment.submitted.v1',
] as const;
const [STARTED, ANSWERED, SUBMITTED] = SITTING_TYPES;

type Known = Pick<MeasureContext, 'roster'>;

/** A pause of a day says nothing; longer ones are not kept. */
const LONGEST_SEC = 86_400;
/** Recorded later than this after it happened: kept back and sent together. */
const LATE_SEC = 5;
/** More items than any paper has; beyond, the feed is broken. */
const MOST_ITEMS = 300;
/** Slower on average than this per item, nobody is ever accused of haste: nothing needs citing. */
const CITED_BELOW_SEC = 25;
const MOST_REFS = 7;

/**
 * One student's events of an offering on a day; null without a sitting of a few answers. Several judges
 * read it.
 */
export const sittingDay = ofListIn(readSittings);

export function readSittings(
  events: readonly AttributedActivity[],
  context: Known,
): SittingDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (typeof offering !== 'string') return null;
  const attempts = groupBy(events, attemptOf);
  const lag = usualLag(events);
  const sittings = [...attempts.values()]
    .map((own) => sittingOf(own, lag, offering, context))
    .filter((one) => one !== undefined)
    .sort((a, b) => a.from - b.from || (a.assessment < b.assessment ? -1 : 1))
    .map((one) => ({ ...one, items: packItems(one.items) }));
  return sittings.length === 0 ? null : { offering, sittings };
}

export function attemptOf(event: AttributedActivity): string | undefined {
  const assessment = textIn(event, 'activity');
  if (assessment === undefined || !Number.isFinite(event.at)) return undefined;
  const told = event.data['attempt'];
  const attempt = typeof told === 'number' || typeof told === 'string' ? told : '';
  const { source } = event;
  if (attempt !== last.attempt || assessment !== last.assessment || source !== last.source)
    last = { source, assessment, attempt, name: `${source}\n${assessment}\n${attempt}` };
  return last.name;
}

/** The attempt named last: an event's mostly is its neighbour's, and then it is the same text. */
let last = { source: '', assessment: '', attempt: '' as string | number, name: '\n\n' };

export function sittingOf(
  events: readonly AttributedActivity[],
  lag: number,
  offering: string,
  context: Known,
): PacedSitting | undefined {
  if (isPrompt(events, lag)) return paced(events, offering, context);
  const claims = claimed(events);
  const sitting = paced(claims ?? events, offering, context, claims ? undefined : 'late');
  return claims && sitting ? { ...sitting, claimed: true } : sitting;
}

/**
 * Recorded when they happened, one by one: where each record of a day waits for a batch, the usual lag
 * is that of the batches, and the waits within an attempt differ.
 */
function isPrompt(events: readonly AttributedActivity[], lag: number): boolean {
  let [least, most] = [Infinity, -Infinity];
  for (const event of events) {
    if (event.type === SUBMITTED) continue;
    if (!timely(event, lag, LATE_SEC)) return false;
    const wait = event.at - event.time;
    least = Math.min(least, wait);
    most = Math.max(most, wait);
  }
  return most - least <= LATE_SEC * 1000;
}

/** `events` of one attempt, in the order of their instants. */
function paced(
  events: readonly AttributedActivity[],
  offering: string,
  context: Known,
  late?: 'late',
): PacedSitting | undefined {
  const answered = events.filter((event) => event.type === ANSWERED);
  if (answered.length < FEWEST_ITEMS) return undefined;
  const first = known(answered[0]);
  const started = events.find((event) => event.type === STARTED && event.at <= first.at);
  const submitted = events.findLast((event) => event.type === SUBMITTED && event.at >= first.at);
  const last = known(answered.at(-1));
  const atOnce = last.at - first.at <= AT_ONCE_MS;
  const told = late ?? (atOnce ? 'at_once' : 'each');
  const items = itemsOf(answered, started?.at, told);
  if (items.length < FEWEST_ITEMS || items.length > MOST_ITEMS) return undefined;
  const assessment = textIn(first, 'activity') ?? '';
  const cited = told === 'at_once' || (told === 'each' && typical(items) < CITED_BELOW_SEC);
  return {
    assessment,
    kind: kindOf(submitted ?? started, offering, assessment, context),
    source: first.source,
    from: (started ?? first).at,
    to: (submitted ?? last).at,
    begun: started !== undefined,
    told,
    whole: answered.every((event) => event.at % 1000 === 0),
    items,
    score: shareOf(submitted),
    refs: cited ? refsOf(answered, started, submitted) : [],
  };
}

/** Each item once, with the time before its first answer and the rightness of its last. */
function itemsOf(
  answered: readonly AttributedActivity[],
  startedAt: number | undefined,
  told: PacedSitting['told'],
): PacedItem[] {
  const items = new Map<string, { sec: number; right: number }>();
  let before = startedAt;
  for (const event of answered) {
    const item = textIn(event, 'item');
    const gap = before === undefined ? -1 : (event.at - before) / 1000;
    before = event.at;
    if (item === undefined) continue;
    const { correct } = event.data as { readonly correct?: unknown };
    const right = correct === true ? 1 : correct === false ? 0 : -1;
    const own = items.get(item);
    if (own) own.right = right;
    else items.set(item, { sec: told === 'each' ? bounded(gap) : elapsed(event), right });
  }
  return [...items].map(([item, { sec, right }]) => [nameOf(item), round(sec, 2), right]);
}

/** Four letters tell a paper's items apart; two of thirty alike are one pair in four thousand papers. */
const nameOf = (item: string): string => digest(item).slice(-4);

const bounded = (sec: number): number => (sec >= 0 && sec <= LONGEST_SEC ? sec : -1);

/** What the client says it took, where answers have no instants of their own. */
const elapsed = (event: AttributedActivity): number =>
  numberIn(event, 'elapsedSec', 0, LONGEST_SEC) ?? -1;

const typical = (items: readonly PacedItem[]): number =>
  median(items.map(([, sec]) => sec).filter((sec) => sec >= 0)) ?? 0;

function shareOf(submitted: AttributedActivity | undefined): number {
  if (!submitted) return -1;
  const max = numberIn(submitted, 'maxScore', 1e-9, 1e6);
  const score = numberIn(submitted, 'score', 0, 1e6);
  return max === undefined || score === undefined || score > max ? -1 : round(score / max, 3);
}

export function kindOf(
  event: AttributedActivity | undefined,
  offering: string,
  assessment: string,
  { roster }: Known,
): PacedSitting['kind'] {
  const said = event?.data['kind'];
  if (said === 'quiz' || said === 'homework' || said === 'exam') return said;
  return roster.offering(offering)?.assessments.get(assessment)?.kind ?? 'unknown';
}

const refsOf = (
  answered: readonly AttributedActivity[],
  started: AttributedActivity | undefined,
  submitted: AttributedActivity | undefined,
): string[] => {
  const ends = [started, submitted].filter((event) => event !== undefined);
  return [...ends, ...spread(answered, MOST_REFS - ends.length)].map(({ id }) => id);
};
