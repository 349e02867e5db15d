import { firstAbove, groupBy, known } from '../reading.js';
import type { Limits, PausedViewing } from './day.js';

export interface Watched extends PausedViewing {
  readonly subject: string;
}

/** One pause of one viewing. */
interface Pause {
  readonly viewing: Watched;
  readonly played: number;
  readonly held: number;
}

/** What two accounts have in common, over all videos. */
export interface InCommon {
  /** Subjects, the smaller id first. */
  readonly a: string;
  readonly b: string;
  readonly pauses: number;
  readonly videos: number;
  /** Width within which pauses were taken as the same, seconds. */
  readonly widthSec: number;
  /** Pauses that chance would have in common. */
  readonly expected: number;
  /** Nats against so many by chance. */
  readonly nats: number;
  readonly viewings: readonly Watched[];
}

/** Same to so many seconds: a replay to the instant, with a network between, or blurred on purpose. */
const WIDTHS_SEC = [0.2, 0.6, 1.5] as const;

/** Pairs of accounts with pauses in common that chance does not explain, at the width that says most. */
export function pairsInCommon(all: readonly Watched[], limit: Limits): readonly InCommon[] {
  const videos = [...groupBy(all, ({ video }) => video).values()]
    .map(pausesOf)
    .filter((own) => new Set(own.map(({ viewing }) => viewing.subject)).size >= limit.population);
  const held = videos.flatMap((own) => own.map((one) => one.held)).sort((a, b) => a - b);
  const best = new Map<string, InCommon>();
  for (const width of WIDTHS_SEC)
    for (const pair of atWidth(videos, held, width, limit)) {
      const name = `${pair.a}\n${pair.b}`;
      if (pair.nats > (best.get(name)?.nats ?? 0)) best.set(name, pair);
    }
  return [...best.values()];
}

const pausesOf = (viewings: readonly Watched[]): readonly Pause[] =>
  viewings
    .flatMap((viewing) => viewing.pauses.map(([played, held]) => ({ viewing, played, held })))
    .sort((a, b) => a.played - b.played || a.held - b.held);

interface Met {
  readonly mine: Pause;
  readonly theirs: Pause;
  readonly chance: number;
}

function atWidth(
  videos: readonly (readonly Pause[])[],
  held: readonly number[],
  width: number,
  limit: Limits,
): readonly InCommon[] {
  const met = new Map<string, Met[]>();
  for (const own of videos)
    for (const one of meetingsIn(own, held, width, limit)) {
      const name = `${one.mine.viewing.subject}\n${one.theirs.viewing.subject}`;
      const known = met.get(name);
      if (known) known.push(one);
      else met.set(name, [one]);
    }
  const looked = Math.log(met.size * WIDTHS_SEC.length + 1);
  return [...met.values()].flatMap((own) => pairOf(own, width, looked, limit) ?? []);
}

/** Pauses of two accounts in one video that agree in what was played before and in their length. */
function meetingsIn(
  own: readonly Pause[],
  held: readonly number[],
  width: number,
  limit: Limits,
): readonly Met[] {
  const accounts = new Set(own.map(({ viewing }) => viewing.subject)).size;
  const common = commonLengths(own, width, limit.commonShare * accounts);
  const found: Met[] = [];
  let low = 0;
  for (const [at, one] of own.entries()) {
    while (one.played - known(own[low]).played > width) low++;
    for (let back = low; back < at; back++) {
      const other = known(own[back]);
      if (Math.abs(other.held - one.held) > width || areTogether(one, other, limit)) continue;
      if (other.viewing.subject === one.viewing.subject || common(one.held)) continue;
      // Of what was played before, no more is known than how many of the video's pauses are as far in.
      const near = own.filter(({ played }) => Math.abs(played - one.played) <= width).length;
      const chance = (shareAbout(held, one.held, width) * near) / own.length;
      const [mine, theirs] =
        one.viewing.subject < other.viewing.subject ? [one, other] : [other, one];
      found.push({ mine, theirs, chance });
    }
  }
  return found;
}

const areTogether = ({ viewing: a }: Pause, { viewing: b }: Pause, limit: Limits): boolean =>
  Math.abs(a.from - b.from) < limit.togetherMin * 60_000;

/** Lengths that many accounts' pauses in a video have: a question or a notice that goes on by itself. */
function commonLengths(
  own: readonly Pause[],
  width: number,
  most: number,
): (held: number) => boolean {
  const known = new Map<number, boolean>();
  return (held) => {
    const told = known.get(held);
    if (told !== undefined) return told;
    const alike = own.filter((one) => Math.abs(one.held - held) <= width / 2);
    const isCommon = new Set(alike.map(({ viewing }) => viewing.subject)).size > most;
    known.set(held, isCommon);
    return isCommon;
  };
}

/** Share of sorted values within a width of one of them. */
function shareAbout(sorted: readonly number[], value: number, width: number): number {
  return (
    (firstAbove(sorted, value + width) - firstAbove(sorted, value - width - 1e-9)) / sorted.length
  );
}

function pairOf(
  met: readonly Met[],
  width: number,
  looked: number,
  limit: Limits,
): InCommon | undefined {
  const mine = new Set(met.map((one) => one.mine));
  const theirs = new Set(met.map((one) => one.theirs));
  const pauses = Math.min(mine.size, theirs.size);
  if (pauses < limit.fewestPauses) return undefined;
  const viewings = [
    ...new Set([...met.map((one) => one.mine.viewing), ...met.map((one) => one.theirs.viewing)]),
  ];
  const videos = new Set(viewings.map(({ video }) => video)).size;
  const [{ subject: a }, { subject: b }] = [
    known(met[0]).mine.viewing,
    known(met[0]).theirs.viewing,
  ];
  const of = (subject: string) =>
    viewings.reduce((sum, one) => sum + (one.subject === subject ? one.pauses.length : 0), 0);
  const least = Math.min(of(a), of(b));
  if (videos < limit.fewestVideos || pauses < limit.leastShare * least) return undefined;
  // Each of the one's pauses against each of the other's in its video, at the chance that one agrees.
  const chance = met.reduce((sum, one) => sum + one.chance, 0) / met.length;
  const expected = (chance * of(a) * of(b)) / videos;
  const nats = expected >= pauses ? 0 : pauses * Math.log(pauses / expected) - (pauses - expected);
  return { a, b, pauses, videos, widthSec: width, expected, nats: nats - looked, viewings };
}
