import type { InnocentExplanation, Signal } from '../../../detection/signal.js';
import type { VaultEntry } from '../../../event-sourcing/vault.js';
import { INNOCENT_WORDS, TESTED_WORDS, type Word } from '../words.js';
import type { Printing } from './printing.js';

/** What a cited item of evidence says in numbers, and what else was looked at. */
export interface SignalLine {
  /** Id of the item. */
  readonly evidence: string;
  /** With hours, total, days: as the detector counted when the item entered. */
  readonly reason: Word;
  readonly tested: readonly { readonly name: Word; readonly outcome: Word }[];
}

/**
 * Signals within the cited items of a case of the short path, read off the copies that the hashes are of.
 * There the numbers are the whole case; in a violation people find the facts, and detectors only flag.
 */
export const signalLines = (printing: Printing, ids: readonly string[]): readonly SignalLine[] =>
  printing.found.facts.family === 'violation'
    ? []
    : printing.found.facts.evidence
        .filter(({ id, signals }) => ids.includes(id) && signals.length > 0)
        .flatMap(({ id, copy }) =>
          signalsIn(printing.vault.get(copy.vault)).map(({ reason, innocent }) => ({
            evidence: id,
            reason,
            tested: innocent.map(testedIn),
          })),
        );

const testedIn = ({ name, outcome }: InnocentExplanation) => ({
  name: INNOCENT_WORDS[name] ?? { zh: name, en: name.replaceAll('_', ' ') },
  outcome: TESTED_WORDS[outcome],
});

type Told = Pick<Signal, 'reason' | 'innocent'>;

/** Empty where the copy was erased; a copy is what this product wrote (decision record 0006). */
const signalsIn = (entry: VaultEntry | undefined): readonly Told[] => {
  if (entry?.mediaType !== 'application/json') return [];
  return (JSON.parse(new TextDecoder().decode(entry.bytes)) as { signals: readonly Told[] })
    .signals;
};
