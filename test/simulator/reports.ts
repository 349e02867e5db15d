import type { Happening } from './event.js';
import { dayOf, HOUR, midnight } from './world/calendar.js';
import type { SimOffering } from './world/offerings.js';
import { accountOf, type SimStudent } from './world/students.js';
import type { World } from './world/world.js';

/** An honest student whom a vendor accuses all the same. */
export interface WrongReport {
  readonly student: SimStudent;
  readonly offering: SimOffering;
  readonly at: number;
}

export const wrongReports = (world: World): WrongReport[] =>
  world.students.flatMap((student) =>
    student.offerings.flatMap((offering): WrongReport[] => {
      const random = student.random.fork('reported', offering.id);
      if (!random.chance(offering.platform.reports.falsely)) return [];
      const day = random.int(Math.floor(world.days / 2), world.days - 1);
      return [{ student, offering, at: midnight(day) + random.between(8, 11) * HOUR }];
    }),
  );

/** The vendor's accusation: a source of suspicion that a judge has to weigh, never proof. */
export function* reportsOn(accused: readonly WrongReport[], day: number): Generator<Happening> {
  for (const { student, offering, at } of accused)
    if (dayOf(at) === day)
      yield reportOf(student, offering, at, 'course_brushing', `r-${student.index}`);
}

export const reportOf = (
  student: SimStudent,
  { id, platform }: SimOffering,
  at: number,
  violation: string,
  reference: string,
): Happening => ({
  at,
  type: 'platform.reported',
  platform,
  account: accountOf(student, platform.source),
  data: { offering: id, violation, reason: '学习行为异常', reference },
});
