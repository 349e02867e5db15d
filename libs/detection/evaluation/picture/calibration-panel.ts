import type { Calibration } from '../calibration.js';
import { HEAD, type Panel } from './recall-panel.js';
import { dot, GREY, line, words } from './svg.js';

const COLOUR = '#0072b2';
/** Room for the scale's figures and the name of the upright axis. */
const MARGIN = 52;

/** Share true against mean score, a dot and an interval per bin: on the diagonal scores are probabilities. */
export const calibrationPanel = (
  { bins, brier, error }: Calibration,
  left: number,
  width: number,
): Panel => {
  const side = width - MARGIN - 12;
  const x = (score: number) => left + MARGIN + score * side;
  const y = (rate: number) => HEAD + (1 - rate) * side;
  const most = Math.max(1, ...bins.map(({ truth }) => truth.all));
  return {
    parts: [
      words(left, 56, 'Calibration', { 'font-size': 14, 'font-weight': 'bold' }),
      words(left, 76, `Brier score ${brier.toFixed(3)}, expected error ${error.toFixed(3)}`),
      ...[0, 0.25, 0.5, 0.75, 1].flatMap((at) => [
        line(x(at), y(0), x(at), y(1)),
        line(x(0), y(at), x(1), y(at)),
        words(x(at), y(0) + 18, at.toFixed(2), { fill: GREY, 'text-anchor': 'middle' }),
        words(x(0) - 6, y(at) + 4, at.toFixed(2), { fill: GREY, 'text-anchor': 'end' }),
      ]),
      line(x(0), y(0), x(1), y(1), { stroke: GREY, 'stroke-dasharray': '5 4' }),
      ...bins.flatMap(({ meanScore, truth }) => [
        line(x(meanScore), y(truth.low), x(meanScore), y(truth.high), {
          stroke: COLOUR,
          'stroke-width': 2,
        }),
        // The area tells how many cases a bin holds.
        dot(x(meanScore), y(truth.rate), 3 + 7 * Math.sqrt(truth.all / most), COLOUR),
      ]),
      words(x(0.5), y(0) + 38, 'mean score', { 'text-anchor': 'middle' }),
      upright(left + 10, y(0.5), 'share that is true'),
    ],
    height: y(0) + 50,
  };
};

const upright = (x: number, y: number, text: string): string =>
  words(x, y, text, {
    'text-anchor': 'middle',
    transform: `rotate(-90 ${String(Math.round(x))} ${String(Math.round(y))})`,
  });
