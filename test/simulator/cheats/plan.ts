import type { Violation } from '../../../libs/detection/violation.js';
import type { Overlay } from '../overlay.js';
import type { Random } from '../random.js';
import type { World } from '../world/world.js';
import { ABSENCE, canMissTooMuch, neverThere } from './absence/absence.js';
import { BRUSHING } from './brushing/families.js';
import { hasVideos } from './brushing/scheme.js';
import { EXAM_BRUSHING, hasQuizzes } from './exams/brushing.js';
import { hires, IMPERSONATION } from './exams/impersonation.js';
import { canLeak, LEAKS } from './leaks/families.js';
import { hasWork, LENDING } from './lending/lending.js';
import { Overlaid } from './overlaid.js';
import type { Pair } from './label.js';
import { Pool } from './pool.js';
import { meets } from './proxy/group.js';
import { PROXY } from './proxy/families.js';
import type { Family, Scheme } from './scheme.js';

interface Kind {
  readonly violation: Violation;
  readonly families: readonly Family[];
  /** Those whom it can befall: shares are of them. */
  readonly population: (pair: Pair) => boolean;
}

/** What is labelled beside another kind counts: the other kind goes first. */
const KINDS: readonly Kind[] = [
  { violation: 'non_participation', families: [neverThere], population: () => true },
  { violation: 'content_leak', families: LEAKS, population: canLeak },
  { violation: 'exam_impersonation', families: IMPERSONATION, population: hires },
  { violation: 'exam_brushing', families: EXAM_BRUSHING, population: hasQuizzes },
  { violation: 'course_brushing', families: BRUSHING, population: hasVideos },
  { violation: 'account_lending', families: LENDING, population: hasWork },
  { violation: 'proxy_attendance', families: PROXY, population: meets },
  { violation: 'excessive_absence', families: ABSENCE, population: canMissTooMuch },
];

/** Base rates of a kind, as a share of its population (published: 1.3 to 1.9 %, up to 10). */
const RATE = [0.005, 0.03] as const;
/** On a small campus a handful all the same, as far as a tenth of those who could. */
const HANDFUL = 5;

/** Lays cheats of all kinds upon a world of honest people. */
export function planCheats(world: World): Overlay {
  const random = world.random.fork('cheats');
  const pool = new Pool(world);
  const schemes: Scheme[] = [];
  for (const kind of KINDS) schemes.push(...schemesOf(world, kind, schemes, pool, random));
  return new Overlaid(schemes);
}

function schemesOf(
  world: World,
  { violation, families, population }: Kind,
  before: readonly Scheme[],
  pool: Pool,
  cheats: Random,
): Scheme[] {
  const random = cheats.fork(violation);
  const size = pool.of(population).length;
  const wanted = Math.max(
    Math.min(HANDFUL, Math.round(size / 10)),
    Math.round(size * random.between(...RATE)),
  );
  // At least half of them by families of its own.
  let count = Math.min(casesOf(before, violation), Math.floor(wanted / 2));
  const drawn: Scheme[] = [];
  // The commonest of a kind is known on every campus.
  let deck: Family[] = families.slice(0, 1);
  for (let n = 0; n < wanted * 3 && count < wanted; n++) {
    // Each family in its turn, in another order every round.
    if (deck.length === 0) deck = random.some(families, families.length);
    const scheme = deck.pop()?.draw({ world, pool, random: random.fork('scheme', n) });
    if (!scheme) continue;
    drawn.push(scheme);
    count += casesOf([scheme], violation);
  }
  return drawn;
}

const casesOf = (schemes: readonly Scheme[], violation: Violation): number =>
  schemes.flatMap(({ cases }) => cases).filter((one) => one.violation === violation).length;
