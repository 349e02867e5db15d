import { clientOf, type Actor, type Happening } from '../event.js';
import type { Random } from '../random.js';
import { HOUR, midnight, SEC } from '../world/calendar.js';
import type { SimOffering, SimVideo } from '../world/offerings.js';
import { accountOf, type SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';
import { forgeBurst, forgeFinish, forgeLeap, forgePaced } from './forgers.js';
import { caseKey, type LabelledCase } from './label.js';

/** Families and tools of threats.md 1.0 and 1.1; their constants are drawn, not copied. */
export type Tool = 'leap' | 'overspeed' | 'burst' | 'finish' | 'parallel' | 'serial';

interface Run {
  readonly day: number;
  readonly at: number;
  readonly videos: readonly SimVideo[];
}

export interface Brushing {
  readonly label: LabelledCase;
  readonly tool: Tool;
  readonly offering: SimOffering;
  readonly actor: Actor;
  readonly parallel: number;
  readonly cadenceSec: number;
  readonly jitter: number;
  readonly speed: number;
  readonly runs: readonly Run[];
}

export function drawBrushing(
  world: World,
  student: SimStudent,
  offering: SimOffering,
  random: Random,
): Brushing {
  const { days, campus } = world;
  const tool = random.pick<Tool>([
    'leap',
    'overspeed',
    offering.platform.recorded ? 'burst' : 'leap',
    'finish',
    'parallel',
    'parallel',
    'parallel',
    'serial',
  ]);
  const share = random.pick([0.5, 0.75, 1]);
  const videos = offering.videos.slice(0, Math.round(offering.videos.length * share));
  const userAgent = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/${random.int(85, 129)}.0`;
  const device = random.chance(0.5)
    ? student.laptop
    : { id: `w-${random.hex(12)}`, userAgent, skewMs: 0 };
  const label: LabelledCase = {
    student: student.number,
    offering: offering.id,
    violation: 'course_brushing',
    family: tool === 'parallel' || tool === 'serial' ? 'F2' : 'F1',
    part: 'participant',
    effort: tool === 'serial' ? 'adaptive' : share < 1 ? 'moderate' : 'blatant',
  };
  return {
    label,
    tool,
    offering,
    actor: {
      account: accountOf(student, offering.platform.source),
      session: '',
      client: clientOf(device, campus.dormIp(student.dormitory, student.room)),
      skewMs: 0,
      wrong: caseKey(label),
    },
    parallel: random.int(4, 12),
    cadenceSec: random.between(20, 60),
    jitter: random.pick([0, 0.02, 0.29]),
    speed: tool === 'overspeed' ? random.between(2.3, 2.8) : random.pick([1, 1, 1.5]),
    runs: runsOf(videos, days, tool, random),
  };
}

function runsOf(videos: readonly SimVideo[], days: number, tool: Tool, random: Random): Run[] {
  const count = tool === 'serial' ? Math.min(days - 1, 8) : random.int(1, 3);
  const chosen = random
    .some(
      Array.from({ length: days - 1 }, (_, day) => day),
      count,
    )
    .sort((a, b) => a - b);
  const size = Math.ceil(videos.length / chosen.length);
  return chosen.map((day, at) => ({
    day,
    at: midnight(day) + random.between(8, 17) * HOUR,
    videos: videos.slice(at * size, (at + 1) * size),
  }));
}

/** The forged events of one day. */
export function* brushOn(plan: Brushing, day: number, random: Random): Generator<Happening> {
  for (const run of plan.runs.filter((one) => one.day === day)) {
    const session = `s-${random.hex(8)}`;
    if (plan.tool === 'parallel' || plan.tool === 'serial') {
      yield* paced(plan, run, session, random);
      continue;
    }
    let at = run.at;
    for (const video of run.videos) {
      at = yield* forgeOne(plan, video, session, at, random);
      at += random.between(0.5, 4) * SEC;
    }
  }
}

function forgeOne(plan: Brushing, video: SimVideo, session: string, at: number, random: Random) {
  const one = { ...plan, actor: { ...plan.actor, session }, video, from: at };
  if (plan.tool === 'finish') return forgeFinish(one);
  if (plan.tool === 'burst') return forgeBurst(one, random);
  if (plan.tool === 'overspeed') return forgePaced({ ...one, cadenceSec: 2, jitter: 0.05 }, random);
  return forgeLeap(one, random);
}

/** As many workers as the tool has threads; each takes the next video at once. */
function* paced(plan: Brushing, run: Run, session: string, random: Random): Generator<Happening> {
  const workers = plan.tool === 'serial' ? 1 : plan.parallel;
  const free = Array.from({ length: workers }, (_, at) => run.at + at * 800);
  for (const video of run.videos) {
    const from = Math.min(...free);
    const worker = free.indexOf(from);
    free[worker] = yield* forgePaced(
      { ...plan, actor: { ...plan.actor, session }, video, from },
      random,
    );
  }
}
