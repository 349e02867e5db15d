import type { Detector } from '../../libs/detection/detector.js';
import {
  excessiveAbsence,
  excessiveAbsenceBy,
} from '../../libs/detection/detectors/excessive-absence/excessive-absence.detector.js';
import { DETECTORS } from '../../libs/detection/registry.js';
import type { Shelf } from '../../libs/regulation/shelf.js';

const isThird = ({ share }: Shelf['absences'][number]): boolean =>
  share.denominator === 3 * share.numerator;

/**
 * The detectors, with what this installation's regulations set otherwise than the built-in one: an
 * offering is judged by the version in force when its learning window ends, so that a change of the
 * rules leaves what is over as it was.
 */
export const detectorsUnder = (regulations: Shelf): readonly Detector[] => {
  const { absences } = regulations;
  if (absences.every(isThird)) return DETECTORS;
  const terms = absences
    .map(
      ({ from, share }) => `${String(share.numerator)}/${String(share.denominator)}@${from ?? ''}`,
    )
    .join(',');
  const absence = excessiveAbsenceBy((end) => regulations.absenceAt(end), terms);
  return DETECTORS.map((one) => (one.name === excessiveAbsence.name ? (absence as Detector) : one));
};
