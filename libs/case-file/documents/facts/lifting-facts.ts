import type { CaseEventOf } from '../../../cases/events.js';
import type { DisciplineLevel } from '../../../regulation/discipline-level.js';
import { headOf, textOf, type Head, type Printing } from './printing.js';

export interface LiftingFacts extends Head {
  readonly lifted: boolean;
  readonly reason?: string;
  /** Instants; `until` is 00:00 of the day after the last. */
  readonly sanction?: {
    readonly level: DisciplineLevel;
    readonly from: number;
    readonly until: number;
  };
  readonly decidedAt?: number;
  readonly appealDays: number;
}

export const liftingFacts = (printing: Printing): LiftingFacts => {
  const { lifted, reason } = (printing.event as CaseEventOf<'LiftingDecided'>).data;
  const { stage } = printing.found;
  const why = textOf(printing, reason);
  return {
    ...headOf(printing),
    lifted,
    ...(why === undefined ? {} : { reason: why }),
    ...('sanction' in stage ? { sanction: stage.sanction } : {}),
    ...('decision' in stage ? { decidedAt: stage.decision.at } : {}),
    appealDays: printing.reference.limits.appealDays,
  };
};
