import { groupBy, median, repeated, round } from '../reading.js';
import type { DatedSitting } from '../sittings/client-term.js';
import type { Leap } from '../unlike-term/leap.js';
import { alikeNats } from './answers.js';
import type { Group } from './groups.js';

export interface Weighed {
  readonly group: Group;
  readonly nats: number;
  /** Of that, what the paper of the machine's owner says, who handed it over and whose answers are those of the next. */
  readonly copied: number;
  /** Students of the class who sat the assessment. */
  readonly n: number;
  /** Baselines that were looked at. */
  readonly cites?: readonly string[];
}

/** `own`: first sittings of the group's assessment, a student each. */
export function weighGroup(group: Group, own: readonly DatedSitting[]): Weighed {
  const base = group.kind === 'exam' ? examNats(group) : examNats(group) - 2;
  // A laptop lent to a friend for a quiz is nothing.
  const copied = group.kind === 'exam' ? sameAnswers(group, own) : 0;
  if (base + copied < 1) return { group, nats: 0, copied: 0, n: own.length };
  const handed = Math.min(1, group.handOvers * 0.7);
  // Two people do not answer on one machine at one time; one hand in two windows does.
  const overlapping = group.by === 'device' ? Math.min(1.5, group.overlaps) : 0;
  const nats = base + handed + overlapping + alike(group, own) + copied;
  return { group, nats: round(Math.max(0, Math.min(10, nats)), 3), copied, n: own.length };
}

/**
 * Argued, not fitted. Two students who sit an exam one after another on a machine that neither ever
 * studies on: two friends at a third one's flat, about once in 150 such exams of a class (5); a third, once
 * in 700, and so on. On the own machine of a classmate, who lends it: once in 10, once in 100 for two. A
 * line and an agent in place of a device, of people who sit in turn: a café, a flat, once in 35. An address
 * alone, of three and more who sit in turn: a nat less.
 */
function examNats({ by, strangers, owned }: Group): number {
  const count = strangers.length;
  const pair = by === 'device' ? 5 : by === 'line' ? 3.6 : 2.6;
  return owned ? 2.3 * count - (by === 'device' ? 0 : 1.4) : pair + 1.5 * (count - 2);
}

/**
 * Argued, not fitted. A room off the campus where several of a class sit one exam and none of them is on any other
 * day, each on a machine that his own term does not have: friends in an internet café, for three once in ninety such
 * exams (4.5), for each further one four times as seldom, up to 6: whom a café suits, suits it in company. Friends are as
 * able there as anywhere: the mean of what their scores say (unlike-term's leap) parts them from hired hands.
 */
export function weighRoom(
  group: Group,
  leaps: ReadonlyMap<DatedSitting, Leap>,
  own: readonly DatedSitting[],
): Weighed {
  const { sittings, strangers } = group;
  const told = sittings.flatMap((one) => leaps.get(one)?.nats ?? []);
  const leap = told.length === 0 ? 0 : told.reduce((sum, one) => sum + one, 0) / told.length;
  const place = Math.min(6, 4.5 + 1.4 * (strangers.length - 3));
  return { group, nats: round(Math.max(0, place + leap), 3), copied: 0, n: own.length };
}

/**
 * The owner's paper and the next one's on his machine, taken over within the time of a hand-over: what their
 * likeness weighs. A laptop is lent, and a paper copied; seldom both at once, for the class to see.
 */
function sameAnswers({ sittings, owner, handOvers }: Group, own: readonly DatedSitting[]): number {
  const first = sittings.find(({ subject }) => subject === owner);
  const others = sittings.filter(({ subject }) => subject !== owner);
  if (!first || handOvers === 0) return 0;
  return Math.max(0, ...others.map((other) => alikeNats(first, other, own)));
}

/**
 * One hand has one pace and one knowledge: sittings within a narrow band of the class's paces, all among
 * its best scores. Each is as rare as for the same number of strangers, halved for what friends share.
 */
function alike({ sittings }: Group, own: readonly DatedSitting[]): number {
  const pairs = sittings.length - 1;
  const pace = banded(sittings, own, ({ pace: one }) => one);
  const best = ranked(sittings, own);
  return Math.min(2.5, 0.5 * pairs * (pace + best));
}

/** -ln of the share of classmates within the group's own spread of its middle, at most 2.3 (a tenth). */
function banded(
  sittings: readonly DatedSitting[],
  own: readonly DatedSitting[],
  figure: (one: DatedSitting) => number | undefined,
): number {
  const values = sittings.flatMap((one) => figure(one) ?? []);
  const all = own.flatMap((one) => figure(one) ?? []);
  const middle = median(values);
  if (middle === undefined || values.length < sittings.length || all.length < 12) return 0;
  const reach = Math.max(...values.map((value) => Math.abs(value - middle)), 0.05);
  const within = all.filter((value) => Math.abs(value - middle) <= reach).length;
  return Math.min(2.3, Math.max(0, -Math.log(within / all.length)));
}

/** -ln of the share of the class that scores at least as well as the group's weakest. */
function ranked(sittings: readonly DatedSitting[], own: readonly DatedSitting[]): number {
  const values = sittings.flatMap(({ score }) => (score >= 0 ? [score] : []));
  const all = own.filter(({ score }) => score >= 0);
  if (values.length < sittings.length || all.length < 12) return 0;
  const weakest = Math.min(...values);
  const asGood = all.filter(({ score }) => score >= weakest).length;
  return Math.min(2.3, -Math.log(asGood / all.length));
}

/** A friend's laptop, or a third one's used in turn for every quiz: habits of two, however often. */
const MOST_LENT = 3.5;
const MOST_QUIZZES_OF_TWO = 6;
/** Answers from which on two papers of one machine are one hand's, and what that comes to at most. */
export const COPIED = 2.5;
const MOST_COPIED = 9;

/**
 * What a student's groups come to: of one assessment the strongest alone; of several, the others six tenths
 * each, for the same two friends may share a flat all term.
 */
export function sumOf(own: readonly Weighed[]): number {
  const strongest = [...groupBy(own, ({ group }) => group.assessment).values()].map((all) =>
    Math.max(...all.map(({ nats }) => nats)),
  );
  return round(Math.min(mostOf(own), repeated(strongest, 0.6)), 3);
}

function mostOf(own: readonly Weighed[]): number {
  if (own.some(({ copied }) => copied >= COPIED)) return MOST_COPIED;
  if (own.every(({ group }) => group.strangers.length < 2)) return MOST_LENT;
  const quizzesOfTwo = own.every(({ group }) => group.kind === 'quiz' && group.sittings.length < 3);
  return quizzesOfTwo ? MOST_QUIZZES_OF_TWO : 12;
}
