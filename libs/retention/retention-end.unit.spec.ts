import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import { retentionEndOf } from './retention-end.js';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const stream = (...events: readonly (readonly [string, string, object?])[]) =>
  events.map(
    ([type, at, data = {}]) =>
      ({ type, data, metadata: { at: `${at}T00:00:00Z` } }) as unknown as RecordedEvent,
  );
const windowEnds = [day('2026-01-15'), day('2026-07-01')];

describe('when the schedule lets go of a person', () => {
  it('given courses alone, then three years after the last window', () => {
    expect(retentionEndOf({ windowEnds, cases: [] })).toBe(day('2029-07-01'));
  });

  it('given a course without a window, or none at all, then no end can be told', () => {
    expect(retentionEndOf({ windowEnds: [...windowEnds, undefined], cases: [] })).toBeUndefined();
    expect(retentionEndOf({ windowEnds: [], cases: [] })).toBeUndefined();
  });

  it('given a dismissed case, then three years after its last act, if that is later', () => {
    const dismissed = stream(['CaseFlagged', '2026-06-01'], ['CaseDismissed', '2026-09-01']);
    expect(retentionEndOf({ windowEnds, cases: [dismissed] })).toBe(day('2029-09-01'));
  });

  it('given an open or an established case, then it does not end', () => {
    const open = stream(['CaseFlagged', '2026-06-01']);
    expect(retentionEndOf({ windowEnds, cases: [open] })).toBeUndefined();
    const decided = stream(
      ['CaseFlagged', '2026-06-01'],
      ['CaseDecided', '2026-07-01', { outcome: 'grade_void' }],
      ['CaseExecuted', '2026-08-01'],
    );
    expect(retentionEndOf({ windowEnds, cases: [decided] })).toBeUndefined();
  });
});
