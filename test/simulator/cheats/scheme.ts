import type { Happening } from '../event.js';
import type { SimLeave } from '../habits/presence.js';
import type { Replaced } from '../overlay.js';
import type { Random } from '../random.js';
import type { World } from '../world/world.js';
import type { LabelledCase, Pair } from './label.js';
import type { Pool } from './pool.js';

/** One cheat, or a group that cheats together. A function of the world. */
export interface Scheme {
  readonly cases: readonly LabelledCase[];
  readonly replaces: readonly Replacing[];
  readonly acts: readonly Act[];
  readonly leaves?: readonly SimLeave[];
}

/** What of an honest life does not take place. */
export type Replacing = Pair & Replaced;

/** What happens on a day of the term; it may last beyond midnight. The same each time it is asked. */
export interface Act {
  readonly day: number;
  happen(): Iterable<Happening>;
}

export interface Draw {
  readonly world: World;
  /** Who is still free to cheat. */
  readonly pool: Pool;
  /** This scheme's own stream. */
  readonly random: Random;
}

/** A way of cheating. Undefined where nobody is left who could. */
export interface Family {
  readonly name: string;
  draw(draw: Draw): Scheme | undefined;
}
