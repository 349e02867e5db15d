import { fold } from '../event-sourcing/decider.js';
import type { EventStore } from '../event-sourcing/event-store.js';
import { citeFrom, inForceOn, type Quotation } from './citation.js';
import type { Clauses } from './clauses.js';
import type { Fraction } from './compliance/rule.js';
import { clausesOf } from './installed-clauses.js';
import { localDays } from './local-days.js';
import {
  REGULATION_STREAM,
  regulationDecider,
  type RegulationAdopted,
} from './regulation.decider.js';
import type { Regulation } from './regulation.js';

/**
 * Every regulation on record in its newest reading, or as it was read at a position of the store;
 * each may be quoted for ever.
 */
export const regulationsOnRecord = async (
  store: EventStore,
  until = Number.MAX_SAFE_INTEGER,
): Promise<readonly Regulation[]> => {
  const all = await store.readStream<RegulationAdopted>(REGULATION_STREAM);
  const events = all.filter(({ position }) => position <= until);
  const state = fold(regulationDecider.evolve, regulationDecider.initialState, events);
  return [...state.values()].map(({ regulation }) => regulation);
};

/** Art. 17 of the product's own regulation, for one that names no share. */
const ONE_THIRD: Fraction = { numerator: 1, denominator: 3 };

/**
 * The regulations of an installation. All on record may be quoted; cited anew are only those that
 * the installation names at present (`names`), each in one version at a time.
 */
export class Shelf {
  private readonly current: readonly Regulation[];
  /** The text of a citation; undefined where no regulation on record has it. */
  readonly cite: (reference: string) => Quotation | undefined;

  constructor(
    readonly all: readonly Regulation[],
    names: readonly string[],
    private readonly zone: string,
  ) {
    this.current = all.filter(({ name }) => names.includes(name));
    this.cite = citeFrom(all);
  }

  /** In force at an instant, milliseconds; each in one version. */
  inForceAt(instant: number): readonly Regulation[] {
    const day = this.dayOf(instant);
    const names = [...new Set(this.current.map(({ name }) => name))];
    return names.flatMap((name) => inForceOn(this.current, name, day) ?? []);
  }

  /** What may be cited at an instant, and for what. */
  clausesAt(instant: number): Clauses {
    return clausesOf(this.current, this.dayOf(instant));
  }

  /**
   * The share of the teaching hours above which absence costs the right to be assessed, by the
   * version in force at `instant`; by the newest where none was, or no instant is given.
   */
  absenceAt(instant: number | undefined): Fraction {
    const sets = this.current.filter(({ subject }) => subject === 'online_courses');
    const then = instant === undefined ? [] : this.inForceAt(instant);
    const found =
      then.find(({ subject }) => subject === 'online_courses') ??
      sets.toSorted((a, b) => b.version - a.version)[0];
    return found?.absence ?? ONE_THIRD;
  }

  /** Every share that applies at some time; who judges by them is another judge under others. */
  get absences(): readonly { readonly from: string | null; readonly share: Fraction }[] {
    return this.current
      .filter(({ subject }) => subject === 'online_courses')
      .map(({ effectiveFrom: from, absence: share = ONE_THIRD }) => ({ from, share }));
  }

  private dayOf(instant: number): string {
    return localDays(this.zone).dayOf(instant);
  }
}
