import { reportsOn, wrongReports, type WrongReport } from './reports.js';
import { caseKey } from './cheats/label.js';
import { forget, note, type DrawnCase } from './drawn-case.js';
import { onLine, type OnLine } from './delivery/line.js';
import { atVendor } from './delivery/vendor.js';
import { eventOf, type Happening, type Sent, type SimEvent } from './event.js';
import { declared } from './feed.js';
import { gradesOn } from './grades.js';
import { openings } from './habits/attendance.js';
import { liveDay, type Leftover } from './habits/day.js';
import { weekOf, type Errand } from './habits/week.js';
import type { Overlay } from './overlay.js';
import { dayOf, midnight } from './world/calendar.js';
import { accountOf, type SimStudent } from './world/students.js';
import type { World } from './world/world.js';

/** Draws a world's events day by day: what comes in after midnight waits for the next. */
export class Semester {
  private readonly byCase: ReadonlyMap<string, DrawnCase>;
  private readonly owners: ReadonlyMap<string, SimStudent>;
  private readonly accused: readonly WrongReport[];

  constructor(
    private readonly world: World,
    private readonly overlay: Overlay,
    private readonly cases: readonly DrawnCase[],
  ) {
    this.byCase = new Map(cases.map((one) => [caseKey(one), one]));
    this.accused = wrongReports(world);
    this.owners = new Map(
      world.students.flatMap((student) =>
        world.platforms.map(({ source }): [string, SimStudent] => [
          `${source} ${accountOf(student, source)}`,
          student,
        ]),
      ),
    );
  }

  /** From the first day on, each time it is called. */
  *events(): Generator<SimEvent> {
    for (const one of this.cases) forget(one);
    const { days } = this.world;
    const lives = new Lives(this.world, this.overlay);
    let waiting: Sent[] = [];
    for (let day = 0; day <= days; day++) {
      if (day < days) for (const one of this.sentOn(day, lives)) waiting.push(one);
      for (const one of declared(this.world.platforms, day, days)) waiting.push(one);
      waiting.sort((a, b) => a.arrivesAt - b.arrivesAt);
      const until = day < days ? midnight(day + 1) : Infinity;
      const count = waiting.findIndex((one) => one.arrivesAt >= until);
      const ready = count < 0 ? waiting : waiting.slice(0, count);
      waiting = count < 0 ? [] : waiting.slice(count);
      for (const one of ready) yield eventOf(one);
    }
  }

  private *sentOn(day: number, lives: Lives): Generator<Sent> {
    const { world } = this;
    const others = this.overlaidOn(day);
    for (const student of world.students) {
      const random = world.random.fork('line', student.index, day);
      const own = lives.dayOf(student, day).sort((a, b) => a.at - b.at);
      const lines: OnLine[] = [...onLine(student, own, random.fork('own'))];
      for (const what of others.get(student) ?? [])
        lines.push({ what, leavesAt: what.at + 40 + random.exponential(60) });
      lines.sort((a, b) => a.what.at - b.what.at);
      const key = `${student.index.toString(36)}-${day.toString(36)}`;
      yield* atVendor(key, lines, random.fork('vendor'), (id, one) => this.mark(id, one.what));
    }
    yield* this.vendorsOwn(day, others.get(undefined) ?? []);
  }

  /** Cheats' happenings by the student whose account they are on. */
  private overlaidOn(day: number): Map<SimStudent | undefined, Happening[]> {
    const by = new Map<SimStudent | undefined, Happening[]>();
    for (const what of this.overlay.happenings(day)) {
      const owner = this.owners.get(`${what.platform.source} ${what.account ?? ''}`);
      const own = by.get(owner);
      if (own) own.push(what);
      else by.set(owner, [what]);
    }
    return by;
  }

  /** Teachers' screens and vendors' accusations. */
  private *vendorsOwn(day: number, others: readonly Happening[]): Generator<Sent> {
    const { world } = this;
    const all = [
      ...world.offerings.flatMap((offering) => [...openings(world, offering, day)]),
      ...reportsOn(this.accused, day),
      ...gradesOn(world, day, this.overlay),
      ...others,
    ].map((what) => ({ what, leavesAt: what.at + 100 }));
    const random = world.random.fork('vendors', day);
    yield* atVendor(`vendor-${day.toString(36)}`, all, random, (id, one) =>
      this.mark(id, one.what),
    );
  }

  private mark(id: string, what: Happening): void {
    for (const key of [what.wrong ?? []].flat()) {
      const one = this.byCase.get(key);
      if (one) note(one, `${what.platform.source} ${id}`, what.at);
    }
  }
}

/** What students carry from day to day while a semester is drawn. */
class Lives {
  private readonly left = new Map<number, Leftover>();
  private week = -1;
  private planned = new Map<string, Errand[]>();

  constructor(
    private readonly world: World,
    private readonly overlay: Overlay,
  ) {}

  dayOf(student: SimStudent, day: number): Happening[] {
    this.planWeek(Math.floor(day / 7));
    const { world } = this;
    const errands = this.planned.get(`${student.index} ${day}`) ?? [];
    const before = this.left.get(student.index);
    const replaced = (offering: (typeof student.offerings)[number]) =>
      this.overlay.replaced(student, offering);
    const happenings: Happening[] = [];
    const life = liveDay({ world, student, day, errands, before, replaced });
    let next = life.next();
    for (; !next.done; next = life.next()) happenings.push(next.value);
    this.left.set(student.index, next.value);
    return happenings;
  }

  private planWeek(week: number): void {
    if (week === this.week) return;
    this.week = week;
    this.planned = new Map();
    for (const student of this.world.students)
      for (const errand of weekOf(this.world, student, week)) {
        const key = `${student.index} ${dayOf(errand.at)}`;
        const own = this.planned.get(key);
        if (own) own.push(errand);
        else this.planned.set(key, [errand]);
      }
  }
}
