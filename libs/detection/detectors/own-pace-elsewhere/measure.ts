import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { groupBy, round } from '../reading.js';
import { evennessOf } from '../sittings/evenness.js';
import { rightShare } from '../sittings/class.js';
import { readSittings } from '../sittings/read-sittings.js';
import { unpackItems } from '../sittings/sitting.js';

/** One attempt at a paper: how its answers came. */
export interface Paced {
  readonly offering: string;
  readonly assessment: string;
  readonly source: string;
  readonly from: number;
  readonly to: number;
  /** Mean seconds between answers, and the deviation of their logarithms; 0 and 0 where all came at one instant. */
  readonly sec: number;
  readonly spread: number;
  readonly items: number;
  /** Share right, 0–1; -1 untold. */
  readonly right: number;
  /** To cite; only where the pace could be held against anybody. */
  readonly refs?: readonly string[];
}

export interface PaceDay {
  readonly papers: readonly Paced[];
}

const FEWEST_GAPS = 4;
const MOST_REFS = 3;
/** Slower than this, nobody is taken for quick: our own choice, half of what the quickest classes need. */
export const QUICK_SEC = 12;

/** One student's papers of a day in all courses; homework, which may have been worked out on paper, tells nothing. */
export function paceDay(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): PaceDay | null {
  const courses = groupBy(events, ({ data }) =>
    typeof data.offering === 'string' ? data.offering : undefined,
  );
  const papers = [...courses].flatMap(([offering, own]) =>
    (readSittings(own, context)?.sittings ?? []).flatMap((packed): Paced[] => {
      if (packed.kind === 'homework' || packed.claimed || packed.told === 'late') return [];
      const sitting = { ...packed, items: unpackItems(packed.items) };
      const even = evennessOf(sitting, FEWEST_GAPS);
      if (!even && sitting.told !== 'at_once') return [];
      const { assessment, source, from, to } = sitting;
      return [
        {
          offering,
          assessment,
          source,
          from,
          to,
          sec: round(even?.meanSec ?? 0, 2),
          spread: round(even?.spread ?? 0, 2),
          items: sitting.items.length,
          right: round(rightShare(sitting), 2),
          ...((even?.meanSec ?? 0) < QUICK_SEC && { refs: sitting.refs.slice(0, MOST_REFS) }),
        },
      ];
    }),
  );
  return papers.length === 0 ? null : { papers };
}
