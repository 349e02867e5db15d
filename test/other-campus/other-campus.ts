import type { SimEvent } from '../simulator/event.js';
import { Random } from '../simulator/random.js';
import { BEGIN, DAY, drawCampus, HOUR, rosterFileOf, VENDORS, type Learner } from './campus.js';
import { brush, lend, signInTheAbsent, stayAway } from './cheats.js';
import { copy, harvestKeys, impersonate, search } from './exam-cheats.js';
import { Guilt } from './guilt.js';
import { paperHonestly } from './papers.js';
import { attendHonestly, openMeeting } from './presence.js';
import { Sender } from './sender.js';
import { studyTerm } from './study.js';

export interface OtherCampusOptions {
  readonly students: number;
  readonly weeks: number;
  readonly seed: number;
}

/**
 * A second campus, drawn by other rules than the simulator's: other vendors, other honest habits,
 * tools with the constants that were read in their public code (threats.md 1.1). What was tuned on
 * one is tried on the other. The same options give the same semester.
 */
export function otherCampus({ students, weeks, seed }: OtherCampusOptions) {
  const campus = drawCampus(students, weeks, seed);
  const sender = new Sender();
  const rate = Math.max(1, Math.round(students / 300));
  const guilt = new Guilt(campus, new Random(seed).fork('guilt'), rate, weeks);
  for (const cheat of [
    brush,
    signInTheAbsent,
    lend,
    search,
    harvestKeys,
    copy,
    impersonate,
    stayAway,
  ])
    cheat(guilt, sender);
  for (const course of campus.courses)
    for (const meeting of course.meetings) openMeeting(sender, course, meeting);
  for (const learner of campus.learners) live(learner, guilt, sender, weeks);
  return {
    roster: rosterFileOf(campus, weeks),
    events: [...inOrder(sender), ...declarations(weeks)],
    labels: {
      cases: guilt.labels(sender),
      honestTraits: Object.fromEntries(
        campus.learners.map(({ number, traits }) => [number, [...traits].sort()]),
      ),
    },
  };
}

/** What is left of an honest life. */
function live(learner: Learner, { skips }: Guilt, sender: Sender, weeks: number): void {
  const busy: { until: number }[] = [];
  for (const course of learner.courses) {
    const pair = `${learner.number} ${course.id}`;
    if (!skips.videos.has(pair)) studyTerm(sender, learner, course, weeks, busy);
    if (!skips.papers.has(pair))
      for (const paper of course.papers)
        if (!skips.papers.has(`${learner.number} ${paper.id}`))
          paperHonestly(sender, learner, course, paper);
    if (!skips.meetings.has(pair))
      for (const meeting of course.meetings) attendHonestly(sender, learner, course, meeting);
  }
}

const inOrder = ({ sent }: Sender): readonly SimEvent[] =>
  [...sent].sort((a, b) => a.arrives - b.arrives).map(({ event }) => event);

/** Every vendor declares its feed complete when the term is over. */
function declarations(weeks: number): readonly SimEvent[] {
  const end = BEGIN + weeks * 7 * DAY;
  return [...VENDORS.map(({ source }) => source), 'dd'].map((source) => ({
    ...{ specversion: '1.0' as const, id: `${source}:complete`, source },
    ...{ type: 'probity.feed.completed.v1', time: new Date(end + DAY).toISOString() },
    data: { until: new Date(end + HOUR).toISOString() },
  }));
}
