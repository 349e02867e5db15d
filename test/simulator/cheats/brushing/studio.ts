import type { SimClient } from '../../event.js';
import type { Random } from '../../random.js';
import { SEC } from '../../world/calendar.js';
import { laptopOf } from '../../world/devices.js';
import { clientOf } from '../../event.js';
import type { World } from '../../world/world.js';
import type { Effort, Pair } from '../label.js';
import { actorAs, farIp, serverIp } from '../machines.js';
import type { Draw, Family } from '../scheme.js';
import { drive, scriptOf } from './driven.js';
import { joined } from './paced.js';
import type { Run } from './runs.js';
import { brushing, hasVideos, plannedRuns } from './scheme.js';

/** A paid studio: many accounts of one course, started by one schedule, seconds apart. */
export const studio: Family = {
  name: 'studio_schedule',
  draw({ world, pool, random }: Draw) {
    const first = pool.take(hasVideos, random);
    if (!first) return undefined;
    const pairs = [first, ...pool.classmates(first.offering, random.int(3, 7), random)];
    const planned = plannedRuns(world, first, ['blatant', 'moderate'], random.fork('plan'));
    const { effort } = planned;
    const script = scriptOf(world, effort, random.fork('script'));
    const apart = effort === 'blatant' ? random.between(0, 5) : random.between(5, 25);
    const clients = machinesOf(world, effort, pairs, random.fork('machines'));
    return joined(
      pairs.map((pair, n) => {
        const { student, offering } = pair;
        const runs = planned.runs.map((run) => ({ ...run, at: run.at + n * apart * SEC }));
        const happen = (run: Run, wrong: string, own: Random) => {
          const actor = actorAs(student, offering, clients[n] ?? {}, own, wrong);
          // One schedule: the gaps are the same in every account.
          return drive(actor, pair, script, run, random.fork('schedule', run.day));
        };
        const plan = {
          pair,
          family: 'studio_schedule',
          effort,
          lent: true,
          runs,
          happen,
          inStep: true,
        };
        return brushing(world, plan, random.fork('case', n));
      }),
    );
  },
};

/** One line and as many browser windows; or a line and a machine for each. */
function machinesOf(
  world: World,
  effort: Effort,
  pairs: readonly Pair[],
  random: Random,
): SimClient[] {
  const line = random.chance(0.5) ? serverIp(random) : farIp(world, random);
  const machine = laptopOf(random);
  const oneId = random.chance(0.5);
  return pairs.map(() => {
    if (effort === 'moderate') return clientOf(laptopOf(random), serverIp(random));
    return clientOf(oneId ? machine : { ...machine, id: `w-${random.hex(12)}` }, line);
  });
}
