import { describe, expect, it } from '@jest/globals';
import { weigh } from './conclude.js';
import { contrastOf } from './contrast.js';
import { defaults, type HandledDay } from './day.js';
import type { Habit } from './habits.js';

const habit = (name: Habit['name'], llr: number): Habit => ({
  ...{ name, llr, count: 15, sec: 22, cite: 'platform.cadence/2026-W10@1', n: 200 },
});

const HABITS = [habit('bounded_gaps', 3.5), habit('untouched', 2.5)];

/** Ten long viewings in another course, so many of them untouched, with these waits. */
const elsewhere = (untouched: number, gaps: readonly number[]): HandledDay => ({
  ...{ subject: 's-1', source: 'zhidao', offering: 'K9', long: 10, untouched, gaps, resumes: [] },
  ...{ firstAt: 0, lastAt: 1, gapEvents: [], resumeEvents: [] },
});

const HUMAN = [1, 4, 9, 16, 30, 87];
const CASE = 6.8;

describe('the same student in other courses', () => {
  it('given a player never touched there either but waits of a person, then no case here', () => {
    const contrast = contrastOf(HABITS, [elsewhere(10, HUMAN)], defaults);
    expect(contrast).toMatchObject({ waits: true, touched: false, leavesAlone: true });
    expect(weigh(HABITS, contrast)).toBeLessThan(CASE);
  });

  it('given a player touched there and waits of a person, then both habits are of this course only', () => {
    const contrast = contrastOf(HABITS, [elsewhere(4, HUMAN)], defaults);
    expect(contrast).toMatchObject({ waits: true, touched: true, leavesAlone: false });
    expect(weigh(HABITS, contrast)).toBeGreaterThan(CASE);
  });

  it('given as even waits there, then the untouched player keeps its weight', () => {
    const contrast = contrastOf(HABITS, [elsewhere(10, [22, 21, 23, 22, 22, 21])], defaults);
    expect(contrast).toMatchObject({ waits: false, leavesAlone: false });
    expect(weigh(HABITS, contrast)).toBe(5.5);
  });

  it('given so few waits that one course in several is as narrow by chance, then the contrast adds nothing', () => {
    const few = HABITS.map((one) => ({ ...one, spare: -0.3 }));
    const contrast = contrastOf(few, [elsewhere(8, HUMAN)], defaults);
    expect(contrast.waits).toBe(true);
    expect(weigh(few, contrast)).toBe(weigh(few, { ...contrast, waits: false }));
  });

  it('given short waits that are merely close, then the contrast of waits says little', () => {
    const quick = HABITS.map((one) => (one.name === 'bounded_gaps' ? { ...one, sec: 4.6 } : one));
    const contrast = contrastOf(quick, [elsewhere(8, HUMAN)], defaults);
    expect(contrast).toMatchObject({ waits: true, quick: true });
    expect(weigh(quick, contrast)).toBeLessThan(weigh(HABITS, { ...contrast, quick: false }));
  });
});
