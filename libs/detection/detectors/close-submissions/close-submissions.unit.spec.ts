import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { drawn } from '../testing/class.js';
import { accused, DAY, event, HOUR, MIN, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { closeSubmissions } from './close-submissions.detector.js';

const PAPERS = 12;

/** Sixty students hand in within three days of the opening; `how` gives an instant of its own. */
function handedIn(
  how: (student: number, paper: number) => number | undefined,
  more: object = {},
): AttributedActivity[] {
  return Array.from({ length: 60 * PAPERS }, (_, n) => {
    const [student, paper] = [Math.floor(n / PAPERS), n % PAPERS];
    const own = Math.round(72 * HOUR * drawn(student, paper, 1));
    const at = MONDAY_8 + paper * 7 * DAY + (how(student, paper) ?? own);
    const data = { attempt: 1, kind: 'quiz' };
    return {
      ...event('assessment.submitted', { subject: `s${student}`, activity: `q${paper}`, at, data }),
      ...more,
    };
  });
}

/** Students 0 to `group` hand in within minutes of each other. */
const together = (group: number, within: number) => (student: number, paper: number) =>
  student < group
    ? Math.round(72 * HOUR * drawn(paper, 2) + within * drawn(student, paper, 3))
    : undefined;

const subjectsOf = (events: readonly AttributedActivity[]) =>
  whenJudged(closeSubmissions, events).map(({ subject }) => subject);

describe('close submitters', () => {
  it('given two who hand in within minutes, paper after paper, then it names the two and makes no case', () => {
    const findings = whenJudged(closeSubmissions, handedIn(together(2, 5 * MIN)));
    expect(findings.map(({ subject }) => subject)).toEqual(['s0', 's1']);
    expect(accused(findings)).toBe(false);
    expect(findings.every(({ llr }) => llr <= 3)).toBe(true);
  });

  it('given two who do so in five papers of twelve (a near miss), then nothing', () => {
    const some = together(2, 5 * MIN);
    const events = handedIn((student, paper) => (paper < 5 ? some(student, paper) : undefined));
    expect(subjectsOf(events)).toEqual([]);
  });

  it('given a class on its own, then nothing', () => {
    expect(subjectsOf(handedIn(() => undefined))).toEqual([]);
  });

  it('given a class that hands in within a minute when time is up, then nothing', () => {
    const events = handedIn((student, paper) => Math.round(MIN * drawn(student, paper, 4)));
    expect(subjectsOf(events)).toEqual([]);
  });

  it('given instants that only devices vouch for, then nothing', () => {
    expect(subjectsOf(handedIn(together(2, 30 * SEC), { serverTimed: false }))).toEqual([]);
  });
});
