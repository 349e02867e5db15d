import { figuresOf, type Quantiles } from './calibration.js';
import { NOBODY } from './overlay.js';
import { simulate } from './simulate.js';

/** Figures of an honest campus: `node dist/test/simulator/calibration-main.js STUDENTS WEEKS SEED`. */
const [students = 400, weeks = 6, seed = 1] = process.argv.slice(2).map(Number);
const figures = figuresOf(simulate({ students, weeks, seed }, NOBODY).events, weeks);

const shares = (values: readonly number[]): string =>
  values.map((value) => (value * 100).toFixed(1)).join(' ');
const at = (quantiles: Quantiles, ...asked: number[]): string =>
  asked.map((share) => `p${share * 100} ${Number(quantiles(share).toPrecision(3))}`).join('  ');

console.log(`hours %       ${shares(figures.hours)}`);
console.log(`weekdays %    ${shares(figures.weekdays)}`);
console.log(`night share   ${at(figures.night, 0.5, 0.9, 0.95, 0.99)}`);
console.log(`session min   ${at(figures.sessionMinutes, 0.5, 0.75, 0.9, 0.95, 0.99)}`);
console.log(`session events ${at(figures.sessionEvents, 0.5, 0.95, 0.99)}`);
console.log(`sessions/week ${at(figures.sessionsPerWeek, 0.05, 0.5, 0.95)}`);
console.log(`exam span min ${at(figures.examSpanMinutes, 0.01, 0.5, 0.99)}`);
console.log(`exam gap s    ${at(figures.examGapSec, 0.01, 0.5, 0.75, 0.95, 0.99)}`);
console.log(`exam events   ${at(figures.examEvents, 0.01, 0.5, 0.99)}`);
console.log(`common order  ${at(figures.commonOrder, 0, 0.5, 0.99)}`);
