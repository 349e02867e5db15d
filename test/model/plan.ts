import type { DisciplineLevel } from '../../libs/regulation/discipline-level.js';
import type { Matter } from '../../libs/cases/family.js';
import { DISCIPLINE_LEVELS } from '../../libs/regulation/discipline-level.js';
import type { Random } from './random.js';

/** What a sequence is after, so that it gets far: noise alone never leaves the triage. */
export interface Plan {
  readonly violation: Matter;
  readonly enrolled: boolean;
  readonly level: DisciplineLevel | undefined;
  readonly established: boolean;
  readonly defence: 'statement' | 'waive' | 'lapse';
  readonly verdict: 'as_noticed' | 'lighter' | 'nothing';
  readonly appeal: 'none' | 'upheld' | 'remitted';
  readonly province: 'none' | 'uphold' | 'revoke' | 'change' | 'redo';
  /** Share of moves that are after something; the rest is noise. */
  readonly purpose: number;
  readonly length: number;
}

const VIOLATIONS: readonly Matter[] = [
  ...(['course_brushing', 'exam_impersonation', 'account_lending', 'content_leak'] as const),
  ...(['excessive_absence', 'non_participation'] as const),
  'course_compliance',
];

/** The heavy ones oftener: they have more to be asked. */
const LEVELS = [...DISCIPLINE_LEVELS, 'probation', 'expulsion'] as const;

export const planOf = (random: Random): Plan => ({
  violation: random.pick(VIOLATIONS),
  enrolled: random.chance(0.9),
  level: random.chance(0.5) ? random.pick(LEVELS) : undefined,
  established: random.chance(0.9),
  defence: random.pick(['statement', 'statement', 'waive', 'lapse']),
  verdict: random.pick(['as_noticed', 'as_noticed', 'lighter', 'nothing']),
  appeal: random.pick(['none', 'upheld', 'remitted']),
  province: random.pick(['none', 'none', 'uphold', 'revoke', 'change', 'redo']),
  purpose: 0.6 + 0.38 * random.next(),
  length: 20 + random.below(80),
});
