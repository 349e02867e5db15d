import { beforeAll, describe, expect, it } from '@jest/globals';
import { figuresOf, type Figures } from './calibration.js';
import { NOBODY } from './overlay.js';
import { simulate } from './simulate.js';

const OPTIONS = { students: 180, weeks: 6, seed: 31 };

/**
 * Published figures of real populations (Moodle, 113 students; exam clicks of 3,276 sittings), held
 * to within what such small populations vary by. Each is the middle of its range or inside it.
 */
describe('an honest campus', () => {
  let figures: Figures;
  beforeAll(() => {
    figures = figuresOf(simulate(OPTIONS, NOBODY).events, OPTIONS.weeks);
  });
  const within = (value: number, low: number, high: number): void => {
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  };
  const hours = (from: number, to: number): number =>
    figures.hours.slice(from, to).reduce((sum, share) => sum + share, 0);

  it('given the hours of the day, then the peak at eleven (15.1 %), evenings 14.7 %, nights 4.6 %', () => {
    expect(Math.max(...figures.hours)).toBe(figures.hours[11]);
    within(hours(11, 12), 0.1, 0.17);
    within(hours(20, 23), 0.1, 0.19);
    within(hours(0, 6), 0.03, 0.065);
  });

  it('given nights per student, then few have many: median 1.9 %, p90 13.8 %, p99 29 %', () => {
    within(figures.night(0.5), 0.005, 0.035);
    within(figures.night(0.9), 0.08, 0.2);
    within(figures.night(0.99), 0.18, 0.42);
  });

  it('given sessions, then most are a look: median 1 min, p90 20, p95 30, p99 58', () => {
    within(figures.sessionMinutes(0.5), 0.6, 2);
    within(figures.sessionMinutes(0.9), 10, 30);
    within(figures.sessionMinutes(0.95), 18, 42);
    within(figures.sessionMinutes(0.99), 35, 100);
    within(figures.sessionEvents(0.5), 2, 5);
  });

  it('given exams, then half of the gaps are seconds and the tail is minutes: 3.2 s, 53 s, 800 s', () => {
    within(figures.examGapSec(0.5), 2.5, 7);
    within(figures.examGapSec(0.75), 35, 75);
    within(figures.examGapSec(0.95), 450, 900);
    within(figures.examSpanMinutes(0.5), 115, 170);
    within(figures.examEvents(0.5), 45, 85);
  });

  it('given the order of questions, then many share the most common one (30 to 71 %)', () => {
    within(figures.commonOrder(0.5), 0.25, 0.8);
  });
});
