import { VIOLATIONS } from '../violation.js';
import { calibrationOf, type Calibration } from './calibration.js';
import {
  falsePositivesOf,
  missedOf,
  precisionOf,
  recallOf,
  signalsByDetector,
  wrongFlagsOf,
  type Missed,
  type Precision,
  type Recall,
  type WrongFlag,
} from './detection-rates.js';
import {
  evidencePrecisionOf,
  harvestingOf,
  timeToFlagOf,
  type EvidencePrecision,
  type Harvesting,
  type TimeToFlag,
} from './evidence.js';
import { falseAccusationsOf, type FalseAccusations } from './false-accusations.js';
import { Bench, type JudgedTerm } from './judged-term.js';
import type { Share } from './share.js';

/** Everything that is measured of detection against what is true, over any number of terms. */
export interface Evaluation {
  readonly terms: number;
  readonly studentOfferings: number;
  readonly precision: Precision;
  readonly recall: Recall;
  readonly falseAccusations: FalseAccusations;
  /** By violation. */
  readonly falsePositives: Readonly<Record<string, Share>>;
  readonly calibration: Calibration;
  readonly evidencePrecision: EvidencePrecision;
  readonly timeToFlag: TimeToFlag;
  readonly harvesting: Harvesting;
  /** By detector: signals on true cases. */
  readonly signals: Readonly<Record<string, Share>>;
  readonly wrongFlags: readonly WrongFlag[];
  readonly missed: readonly Missed[];
}

/** Counts are added up over the terms, then divided: a student's number in two terms is two students. */
export const evaluate = (terms: readonly JudgedTerm[]): Evaluation => {
  const benches = terms.map((term) => new Bench(term));
  return {
    terms: terms.length,
    studentOfferings: benches.reduce((sum, bench) => sum + bench.places().length, 0),
    precision: precisionOf(benches),
    recall: recallOf(benches),
    falseAccusations: falseAccusationsOf(benches),
    falsePositives: falsePositivesOf(benches, VIOLATIONS),
    calibration: calibrationOf(benches),
    evidencePrecision: evidencePrecisionOf(benches),
    timeToFlag: timeToFlagOf(benches),
    harvesting: harvestingOf(benches),
    signals: signalsByDetector(benches),
    wrongFlags: wrongFlagsOf(benches),
    missed: missedOf(benches),
  };
};
