import { createHash } from 'node:crypto';
import { accept, refuse, type Decider } from '../event-sourcing/decider.js';
import { jcs } from '../event-sourcing/jcs.js';
import { regulationId, type Regulation } from './regulation.js';

/** Stream of the regulations that this installation ever worked under. */
export const REGULATION_STREAM = 'regulation';

/**
 * A version as it was loaded at a start, in full: what a case cites stays quotable, whatever
 * becomes of the file.
 */
export interface RegulationAdopted {
  readonly type: 'RegulationAdopted';
  readonly data: {
    /** `qhnu-online@1` */
    readonly id: string;
    /** SHA-256 in hex over the JCS form of `regulation`. */
    readonly hash: string;
    readonly regulation: Regulation;
  };
}

/** By id, in the order of their first adoption. */
export type Regulations = ReadonlyMap<string, RegulationAdopted['data']>;

export interface AdoptRegulation {
  readonly type: 'Adopt';
  readonly regulation: Regulation;
}

/** The text of a version on record is never edited: give the changed regulation a new version. */
export type RegulationRefusal = 'RegulationVersionReused';

const sha256 = (value: unknown): string => createHash('sha256').update(jcs(value)).digest('hex');

/** What is cited and printed. Dates, limits and what the product checks may be mended, on record. */
const words = ({ title, chapters, articles }: Regulation): unknown => ({
  title,
  chapters,
  articles: articles.map(({ number, chapter, text, items }) => ({ number, chapter, text, items })),
});

export const regulationDecider: Decider<
  Regulations,
  AdoptRegulation,
  RegulationAdopted,
  RegulationRefusal
> = {
  initialState: new Map(),
  decide: ({ regulation }, state) => {
    const id = regulationId(regulation);
    const hash = sha256(regulation);
    const known = state.get(id);
    if (known?.hash === hash) return accept();
    if (known && sha256(words(known.regulation)) !== sha256(words(regulation)))
      return refuse('RegulationVersionReused');
    return accept({ type: 'RegulationAdopted', data: { id, hash, regulation } });
  },
  evolve: (state, { data }) => new Map(state).set(data.id, data),
};
