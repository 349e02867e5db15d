import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { CASE_LLR, event, given, MONDAY_8, whenJudged } from '../testing/given.js';
import { answerSimilarity } from './answer-similarity.detector.js';

const ITEMS = 20;
const rosterOf = (kind: string) =>
  given([{ id: 'CS101', assessments: [{ id: 'paper', kind }] } as never]);

interface Sitter {
  /** Whose waits: his own, another's, or his beat's. */
  readonly of: number;
  readonly lagSec?: number;
  /** Seconds by which each answer is off, at most. */
  readonly looseSec?: number;
  readonly beatSec?: number;
}

/** Forty who begin together; no response, nor what is right, is told. */
const paper = (how: (s: number) => Sitter | undefined, students = 40) =>
  Array.from({ length: students }, (_, s) => {
    const { of, lagSec = 0, looseSec = 0, beatSec } = how(s) ?? { of: s };
    let at = 20 * drawn(of, 71) + lagSec;
    return Array.from({ length: ITEMS }, (__, item) => {
      // Some items take everybody longer; and who waits how long is his own.
      const own = (10 + 40 * drawn(item, 72)) * Math.exp(1.6 * (drawn(of, item, 73) - 0.5));
      at += beatSec ?? own;
      const loose = looseSec * (drawn(s, item, 74) - 0.5) * 2;
      return event('assessment.answered', {
        ...{ subject: `s${s}`, offering: 'CS101', activity: 'paper' },
        at: Math.round(MONDAY_8 + 1000 * (at + loose)),
        data: { attempt: '1', item: `i${item}` },
      });
    });
  })
    .flat()
    .sort((a, b) => a.at - b.at);

const casesOf = (events: ReturnType<typeof paper>, kind = 'exam'): string[] =>
  whenJudged(answerSimilarity, events, rosterOf(kind))
    .filter(({ llr }) => llr >= CASE_LLR)
    .map(({ subject }) => subject)
    .sort();

describe('an examination written in step', () => {
  it('given three who follow a fourth, item by item, seconds behind, then all four', () => {
    const events = paper((s) =>
      s >= 5 && s <= 7 ? { of: 4, lagSec: 4 * (s - 4), looseSec: 2 } : undefined,
    );
    expect(casesOf(events)).toEqual(['s4', 's5', 's6', 's7']);
  });

  it('given one who follows another, then he alone: who is looked at may not know of it', () => {
    const events = paper((s) => (s === 7 ? { of: 4, lagSec: 12, looseSec: 2 } : undefined));
    expect(casesOf(events)).toEqual(['s7']);
  });
});

describe('honest people in step', () => {
  it('given a class on its own, then nobody', () => {
    expect(casesOf(paper(() => undefined, 120))).toEqual([]);
  });

  it('given a quiz that three talk over, then nobody', () => {
    const events = paper((s) => (s === 6 || s === 7 ? { of: 4, looseSec: 2 } : undefined));
    expect(casesOf(events, 'quiz')).toEqual([]);
  });

  it('given a teacher who reads the paper out to half of the class, then nobody', () => {
    expect(casesOf(paper((s) => (s < 20 ? { of: 0, looseSec: 2 } : undefined)))).toEqual([]);
  });

  it('given two who answer like clocks of one beat, then nobody', () => {
    const clock = { of: 3, beatSec: 15, looseSec: 0.5 };
    expect(casesOf(paper((s) => (s === 3 || s === 4 ? clock : undefined)))).toEqual([]);
  });
});
