import type { Happening } from '../event.js';
import type { Overlay, Replaced } from '../overlay.js';
import type { SimOffering } from '../world/offerings.js';
import type { SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';
import { brushOn, drawBrushing, type Brushing } from './brushing.js';
import { keyOf, type LabelledCase } from './label.js';
import { drawLending, lendOn, type Lending } from './lending.js';
import { drawProxy, proxyAt, type ProxyGroup } from './proxy.js';

/** Shares of student-offerings; together about 2 % (published base rates: 1.3 to 1.9 %). */
const BRUSHING = 0.008;
const PROXY = 0.007;
const LENDING = 0.006;

/** Lays cheats upon a world of honest people. */
export function planCheats(world: World): Overlay {
  const random = world.random.fork('cheats');
  const pairs = world.students.flatMap((student) =>
    student.offerings
      .filter(({ videos }) => videos.length > 0)
      .map((offering) => ({ student, offering })),
  );
  const wanted = (share: number) => Math.max(2, Math.round(pairs.length * share));
  const chosen = random.some(pairs, wanted(BRUSHING) + wanted(LENDING));
  const brushing = new Map(
    chosen
      .slice(0, wanted(BRUSHING))
      .map(({ student, offering }) => [
        keyOf(student.number, offering.id),
        drawBrushing(world, student, offering, random.fork('brush', student.index, offering.id)),
      ]),
  );
  const lending = drawLending(world, chosen.slice(wanted(BRUSHING)), random.fork('lending'));
  const proxies = drawProxy(world.students, world.offerings, wanted(PROXY), random.fork('proxy'));
  return new PlannedCheats(world, brushing, lending, proxies);
}

class PlannedCheats implements Overlay {
  readonly cases: readonly LabelledCase[];

  constructor(
    private readonly world: World,
    private readonly brushing: ReadonlyMap<string, Brushing>,
    private readonly lending: ReadonlyMap<string, Lending>,
    private readonly proxies: readonly ProxyGroup[],
  ) {
    this.cases = [
      ...[...brushing.values()].map((one) => one.label),
      ...[...lending.values()].map((one) => one.label),
      ...proxies.flatMap((group) => group.labels),
    ];
  }

  replaced(student: SimStudent, offering: SimOffering): Replaced | undefined {
    const key = keyOf(student.number, offering.id);
    const away = this.proxies.some(
      (group) => group.offering === offering && group.absent.includes(student),
    );
    const online = this.brushing.has(key) || this.lending.has(key);
    if (!away && !online) return undefined;
    return {
      ...(away ? { meetings: true } : {}),
      ...(online ? { videos: true, sittings: true } : {}),
    };
  }

  *happenings(day: number): Iterable<Happening> {
    const { world } = this;
    const random = world.random.fork('cheats on', day);
    for (const [key, plan] of this.brushing) yield* brushOn(plan, day, random.fork('brush', key));
    for (const [key, plan] of this.lending) yield* lendOn(plan, day, random.fork('lend', key));
    for (const [n, group] of this.proxies.entries())
      for (const meeting of group.offering.meetings.filter((one) => one.day === day))
        yield* proxyAt(world, group, meeting, random.fork('proxy', n, meeting.id));
  }
}
