import type { Random } from '../random.js';
import type { SimOffering } from '../world/offerings.js';
import type { SimStudent } from '../world/students.js';
import { drawBrushing, type Brushing } from './brushing.js';
import { drawLending, type Lending } from './lending.js';
import { keyOf, type LabelledCase } from './label.js';
import { drawProxy, type ProxyGroup } from './proxy.js';

export interface CheatPlan {
  readonly brushing: ReadonlyMap<string, Brushing>;
  readonly proxies: readonly ProxyGroup[];
  readonly lending: ReadonlyMap<string, Lending>;
  readonly cases: readonly LabelledCase[];
}

/** Shares of student-offerings; together about 2 % (published base rates: 1.3 to 1.9 %). */
const BRUSHING = 0.008;
const PROXY = 0.007;
const LENDING = 0.006;

export function planCheats(
  students: readonly SimStudent[],
  offerings: readonly SimOffering[],
  days: number,
  random: Random,
): CheatPlan {
  const pairs = students.flatMap((student) =>
    student.offerings.map((offering) => ({ student, offering })),
  );
  const wanted = (share: number) => Math.max(2, Math.round(pairs.length * share));
  const chosen = random.some(pairs, wanted(BRUSHING) + wanted(LENDING));
  const brushers = chosen.slice(0, wanted(BRUSHING));
  const brushing = new Map(
    brushers.map(({ student, offering }) => [
      keyOf(student.number, offering.id),
      drawBrushing(student, offering, days, random.fork('brush', student.index, offering.id)),
    ]),
  );
  const lenders = chosen.slice(wanted(BRUSHING));
  const lending = drawLending(lenders, random.fork('lending'));
  const proxies = drawProxy(students, offerings, wanted(PROXY), random.fork('proxy'));
  const cases = [
    ...[...brushing.values()].map((one) => one.label),
    ...[...lending.values()].map((one) => one.label),
    ...proxies.flatMap((group) => group.labels),
  ];
  return { brushing, proxies, lending, cases };
}
