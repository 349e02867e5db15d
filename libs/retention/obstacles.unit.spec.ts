import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import { obstaclesTo, type Standing } from './obstacles.js';

const NOW = Date.parse('2030-01-01T00:00:00+08:00');
const FREE: Standing = { held: false, cases: [], windowEnds: [], sharedAccounts: 0, citedIn: 0 };

const caseOf = (types: readonly string[], at: string, data: object = {}): RecordedEvent[] =>
  types.map((type, n) => ({
    ...{ id: `e-${n}`, stream: 'case-1', version: n + 1, position: n + 1, type, data, salt: '00' },
    metadata: { at, actor: { role: 'officer', person: 'li' } },
  }));

const dismissed = (at: string) => caseOf(['CaseFlagged', 'CaseDismissed'], at);

const codes = (standing: Partial<Standing>) =>
  obstaclesTo({ ...FREE, ...standing }, NOW).map(({ code }) => code);

describe('what stands against an erasure', () => {
  it('given nothing, then it may be done', () => {
    expect(codes({ windowEnds: [NOW] })).toEqual([]);
  });

  it('given a case that was dismissed three years ago to the day, then retention is over', () => {
    const cases = [dismissed('2027-01-01T00:00:00+08:00')];
    expect(codes({ cases })).toEqual([]);
  });

  it('given one that was dismissed a second later, then it runs until that second', () => {
    const cases = [dismissed('2027-01-01T00:00:01+08:00')];
    const [one] = obstaclesTo({ ...FREE, cases }, NOW);
    expect(one).toMatchObject({ code: 'RetentionRunning', until: NOW + 1000 });
  });

  it('given an open case, however old, then it is evidence', () => {
    const cases = [caseOf(['CaseFlagged', 'CaseClaimed'], '2020-01-01T00:00:00Z')];
    expect(codes({ cases })).toEqual(['CaseOpen']);
  });

  it('given an established violation, then its papers are kept for good', () => {
    const cases = [
      caseOf(['CaseDecided', 'CaseArchived'], '2020-01-01T00:00:00Z', { outcome: 'grade_void' }),
    ];
    expect(codes({ cases })).toEqual(['RetentionRunning']);
  });

  it('given everything at once, then each is named, the gravest first', () => {
    expect(
      codes({
        ...{ held: true, windowEnds: [NOW + 1], sharedAccounts: 1, citedIn: 2 },
        cases: [caseOf(['CaseFlagged'], '2029-12-01T00:00:00Z')],
      }),
    ).toEqual([
      ...['LegalHold', 'CaseOpen', 'RetentionRunning', 'CourseRunning'],
      ...['AccountShared', 'EvidenceOfOthers'],
    ]);
  });
});
