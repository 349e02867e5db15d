import type { Actor, Happening } from '../event.js';
import { among, type Replaced } from '../overlay.js';
import type { Random } from '../random.js';
import { dayOf, HOUR, midnight, MIN, SEC } from '../world/calendar.js';
import type { SimOffering } from '../world/offerings.js';
import type { SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';
import { attend } from './attendance.js';
import { actorOf, dormDesk, examSeat, groundedAt, sitDown, type Place } from './desk.js';
import { isAway, presenceOf } from './presence.js';
import { sit, sittingEvents } from './sitting.js';
import { closed, leftRunning, watch } from './study.js';
import { look } from './visits.js';
import { again, type Errand } from './week.js';

/** What a day leaves to the next: until when somebody is busy, and what is still to be done. */
export interface Leftover {
  readonly freeAt: number;
  readonly here: Place | undefined;
  readonly errands: readonly Errand[];
}

export interface DayPlan {
  readonly world: World;
  readonly student: SimStudent;
  readonly day: number;
  readonly errands: readonly Errand[];
  readonly before: Leftover | undefined;
  readonly replaced: (offering: SimOffering) => Replaced | undefined;
}

interface Fixed {
  readonly from: number;
  readonly until: number;
}

/** One student's day: sign-ins where he is, and everything else one after the other between them. */
export function* liveDay(plan: DayPlan): Generator<Happening, Leftover> {
  const { student, day } = plan;
  yield* signIns(plan);
  const run = new DayRun(plan, fixedOf(plan));
  const random = student.random.fork('day', day);
  if (student.traits.has('left_running')) yield* playOn(plan, random.fork('left'));
  const queue = [...(plan.before?.errands ?? []), ...plan.errands];
  const end = midnight(day + 1);
  const later: Errand[] = [];
  let count = 0;
  while (queue.length > 0) {
    queue.sort((a, b) => a.at - b.at);
    const errand = queue.shift();
    if (!errand) break;
    if (errand.at >= end) {
      later.push(errand);
      continue;
    }
    if (++count > 60) break;
    queue.push(...(yield* run.do(errand, random.fork(errand.kind, count))));
  }
  return { freeAt: run.freeAt, here: run.here, errands: later };
}

function* signIns({ world, student, day, replaced }: DayPlan): Generator<Happening> {
  for (const offering of student.offerings)
    for (const meeting of offering.meetings) {
      if (meeting.day !== day || !meeting.rollCalled) continue;
      const presence = presenceOf(student, offering).get(meeting.id);
      if (presence?.kind !== 'present' || among(replaced(offering)?.meetings, meeting.id)) continue;
      yield* attend(world, student, meeting, presence.lateMs);
    }
}

/** When somebody sits in class or in an exam that all write together. */
function fixedOf({ student, day }: DayPlan): Fixed[] {
  const fixed: Fixed[] = [];
  for (const offering of student.offerings) {
    for (const meeting of offering.meetings)
      if (meeting.day === day && presenceOf(student, offering).get(meeting.id)?.kind === 'present')
        fixed.push({ from: meeting.startsAt - 12 * MIN, until: meeting.endsAt + 8 * MIN });
    for (const { together, opensAt, closesAt } of offering.assessments)
      if (together && dayOf(opensAt) === day)
        fixed.push({ from: opensAt - 10 * MIN, until: closesAt });
  }
  return fixed.sort((a, b) => a.from - b.from);
}

class DayRun {
  freeAt: number;
  here: Place | undefined;
  private hereAt = 0;

  constructor(
    private readonly plan: DayPlan,
    private readonly fixed: readonly Fixed[],
  ) {
    this.freeAt = plan.before?.freeAt ?? 0;
    this.here = plan.before?.here;
  }

  /** Does one errand, as soon as there is time. Answers what it leaves to be done. */
  *do(errand: Errand, random: Random): Generator<Happening, Errand[]> {
    switch (errand.kind) {
      case 'look':
        return yield* this.look(errand, random);
      case 'study':
        return yield* this.study(errand, random);
      case 'sitting':
        return yield* this.sitting(errand, random);
    }
  }

  /** A look at the page needs no table: in class too, and beside a video on another machine. */
  private *look(errand: Errand & { kind: 'look' }, random: Random): Generator<Happening, Errand[]> {
    const { student, replaced } = this.plan;
    if (replaced(errand.offering)?.visits) return [];
    const beside = student.traits.has('app_and_web');
    const at = groundedAt(student, beside ? errand.at : Math.max(errand.at, this.freeAt));
    const actor = this.actor(errand, at, 'look', random);
    if (!actor) return [];
    const end = yield* look(actor, errand.offering, at, random);
    if (!beside) this.freeAt = Math.max(this.freeAt, end + 5 * SEC);
    return [];
  }

  private *study(
    errand: Errand & { kind: 'study' },
    random: Random,
  ): Generator<Happening, Errand[]> {
    const { student, replaced } = this.plan;
    const { offering } = errand;
    const at = this.freeFrom(errand.at, random);
    const gone = replaced(offering)?.videos;
    const videos = errand.videos.filter(({ id }) => !among(gone, id));
    if (at > offering.closesAt || isAway(student, at)) return [];
    if (at > midnight(this.plan.day + 1)) return [{ ...errand, at }];
    let end = at;
    if (videos.length > 0) {
      const actor = this.actor(errand, at, 'study', random);
      if (!actor) return [];
      const until = Math.min(this.nextFixed(at), offering.closesAt);
      const { startSec } = errand;
      const rest = yield* watch(
        { student, offering, videos, actor, from: at, startSec, until },
        random,
      );
      yield* closed(actor, offering, rest.at, random);
      this.freeAt = end = rest.at + random.between(5, 60) * SEC;
      if (rest.videos.length > 0)
        return [
          {
            ...errand,
            at: end + random.between(1, 5) * MIN,
            videos: rest.videos,
            startSec: rest.startSec,
          },
        ];
    }
    return errand.then.map((assessment) => ({
      kind: 'sitting',
      at: end + random.lognormal(60, 1) * SEC,
      offering,
      assessment,
      attempt: 1,
    }));
  }

  private *sitting(
    errand: Errand & { kind: 'sitting' },
    random: Random,
  ): Generator<Happening, Errand[]> {
    const { student, replaced } = this.plan;
    const { offering, assessment, attempt } = errand;
    if (among(replaced(offering)?.sittings, assessment.id)) return [];
    const at = assessment.together ? errand.at : this.freeFrom(errand.at, random);
    if (at > assessment.closesAt - 5 * MIN) return [];
    const one = sit(student, assessment, attempt, at, errand.before);
    const end = one.shown.at(-1)?.at ?? one.submitsAt;
    // Nobody begins what the next class or examination would cut short.
    const next = assessment.together ? undefined : this.fixedWithin(at, end);
    if (next) return [{ ...errand, at: next.until + random.between(2, 30) * MIN }];
    const purpose = assessment.kind === 'exam' ? 'exam' : 'study';
    const actor = this.actor(errand, at, purpose, random);
    if (!actor) return [];
    yield* sittingEvents(actor, offering, one);
    // From an examination room one has to walk.
    const walk = assessment.proctored || student.traits.has('exam_elsewhere') ? 15 * MIN : 20 * SEC;
    this.freeAt = Math.max(this.freeAt, end + walk);
    // What followed a video plans its second attempt only now.
    return errand.before === undefined && attempt === 1 && this.follows(errand)
      ? again(student, { ...errand, at })
      : [];
  }

  private follows({ assessment }: Errand & { kind: 'sitting' }): boolean {
    return !this.plan.errands.some(
      (one) => one.kind === 'sitting' && one.assessment === assessment,
    );
  }

  private actor(
    { offering, ...errand }: Errand,
    at: number,
    purpose: 'look' | 'study' | 'exam',
    random: Random,
  ): Actor | undefined {
    const { world, student } = this.plan;
    const stays = at < Math.max(this.hereAt, this.freeAt) + 40 * MIN ? this.here : undefined;
    const desk =
      errand.kind === 'sitting' && purpose === 'exam'
        ? examSeat(world, student, offering, errand.assessment, at, random, stays)
        : sitDown(world, student, at, purpose, random, stays);
    this.here = desk?.place;
    this.hereAt = Math.max(at, this.hereAt);
    return desk && actorOf(student, offering.platform.source, desk, random);
  }

  /** When there is time: neither busy, nor in class, nor in the air. */
  private freeFrom(wanted: number, random: Random): number {
    let at = groundedAt(this.plan.student, Math.max(wanted, this.freeAt + 5 * SEC));
    for (const { from, until } of this.fixed)
      if (at >= from && at < until) at = until + random.between(1, 45) * MIN;
    return at;
  }

  private fixedWithin(at: number, end: number): Fixed | undefined {
    return this.fixed.find(({ from }) => from > at && from < end);
  }

  private nextFixed(at: number): number {
    const next = this.fixed.find(({ from }) => from > at);
    const flight = this.plan.student.trip;
    const gate = [flight?.leavesAt, flight?.returnsAt].filter(
      (one) => one !== undefined && one > at,
    );
    return Math.min(next?.from ?? Infinity, ...gate.map((one) => one ?? Infinity), at + 9 * HOUR);
  }
}

/** Off to class, and the laptop in the dormitory plays on from video to video. */
function* playOn(plan: DayPlan, random: Random): Generator<Happening> {
  const { world, student, day, replaced } = plan;
  for (const offering of student.offerings) {
    const meeting = offering.meetings.find((one) => one.day === day && !one.remote);
    const present = meeting && presenceOf(student, offering).get(meeting.id)?.kind === 'present';
    if (!present || !random.chance(0.25) || replaced(offering)?.videos) continue;
    const from = meeting.startsAt - random.between(15, 25) * MIN;
    const videos = offering.videos.filter((one) => one.week === Math.floor(day / 7));
    const actor = actorOf(student, offering.platform.source, dormDesk(world, student, day), random);
    const until = meeting.endsAt;
    if (videos.length > 0 && from > (plan.before?.freeAt ?? 0))
      yield* leftRunning({ student, offering, videos, actor, from, startSec: 0, until }, random);
    return;
  }
}
