import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { groupBy, known, limitsOf, round } from '../reading.js';
import { defaults, type Limits, type ProgramDay, type Timed } from './day.js';
import { findingOf } from './finding.js';
import { leavesSign, namelessSign, quickSign, type Sign } from './signs.js';

const HEARD = 3;
const MOST = 9;

/** One finding per account that no hand signed in, over all meetings of the offering. */
export function concludeProgram(
  days: readonly Measured<ProgramDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure.signIns);
  const students = groupBy(all, ({ subject }) => subject);
  const isElsewhere = strangeTells(students, limit);
  return [...students.keys()].sort().flatMap((subject) => {
    const own = known(students.get(subject));
    const others = () => all.filter((one) => one.subject !== subject);
    const room = own.filter(({ left }) => left === undefined);
    const signs = [
      isElsewhere ? quickSign(room, limit) : undefined,
      namelessSign(room, others, limit),
      leavesSign(own, others, limit),
    ].filter((sign): sign is Sign => sign !== undefined);
    const llr = Math.min(
      MOST,
      round(
        signs.reduce((sum, { nats }) => sum + nats, 0),
        3,
      ),
    );
    return llr < HEARD
      ? []
      : [findingOf({ subject, offering, signs, llr, n: students.size, limit })];
  });
}

/** Where a third of the class signs in from lines nobody registered, those are its carriers'. */
function strangeTells(students: ReadonlyMap<string, readonly Timed[]>, limit: Limits): boolean {
  let strange = 0;
  for (const own of students.values())
    if (own.some(({ ground, left }) => ground === 'strange' && !left)) strange++;
  return strange <= students.size * limit.commonShare;
}
