import type { Happening } from './event.js';
import { HOUR, midnight } from './world/calendar.js';
import type { Overlay } from './overlay.js';
import { accountOf } from './world/students.js';
import type { World } from './world/world.js';

/** Process grades on the last day, where a vendor keeps them; nothing for who was never there. */
export function* gradesOn(world: World, day: number, overlay: Overlay): Generator<Happening> {
  if (day !== world.days - 1) return;
  for (const student of world.students)
    for (const offering of student.offerings) {
      const { id, platform } = offering;
      if (!platform.tells.grades) continue;
      const random = student.random.fork('grade', id);
      const score = Math.round(
        Math.min(
          100,
          Math.max(0, 78 + 9 * student.ability * student.diligence + random.normal(0, 5)),
        ),
      );
      const gone = overlay.replaced(student, offering);
      const never = gone?.videos === true && gone.sittings === true && gone.visits;
      yield {
        at: midnight(day) + (22 + random.unit()) * HOUR,
        type: 'grade.recorded',
        platform,
        account: accountOf(student, platform.source),
        data: { offering: id, component: 'process', score: never ? 0 : score, maxScore: 100 },
      };
    }
}
