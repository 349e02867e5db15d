import type { Evaluation } from '../evaluate.js';
import { toldPer10000 } from '../tables.js';
import { calibrationPanel } from './calibration-panel.js';
import { recallPanel } from './recall-panel.js';
import { drawing, GREY, words } from './svg.js';

const WIDTH = 1000;
const LEFT = 20;
const RECALL = 590;

/** Recall by violation and effort with intervals, and the calibration curve, as one SVG. */
export const pictureOf = (found: Evaluation): string => {
  const recall = recallPanel(found.recall.byViolationAndEffort, LEFT, RECALL);
  const from = LEFT + RECALL + 20;
  const calibration = calibrationPanel(found.calibration, from, WIDTH - from - LEFT);
  const { all } = found.precision;
  const headline =
    `${String(found.studentOfferings)} student-offerings in ${String(found.terms)} ` +
    `${found.terms === 1 ? 'term' : 'terms'}: precision ${all.rate.toFixed(3)}, ` +
    `recall ${found.recall.all.rate.toFixed(3)}, ` +
    `honest accused ${toldPer10000(found.falseAccusations.all)}; bars are 95 % intervals`;
  return drawing(WIDTH, Math.max(recall.height, calibration.height), headline, [
    words(LEFT, 26, headline, { 'font-size': 13, fill: GREY }),
    ...recall.parts,
    ...calibration.parts,
  ]);
};
