import { describe, expect, it } from '@jest/globals';
import { fold } from '../../event-sourcing/decider.js';
import type { Outcome, OutcomeEvent, RegistryKind } from '../outcome.js';
import { evolveOutcome, NOTHING_SAID, type OutcomeState } from '../outcome-state.js';
import type { Statement } from './grade-book.js';
import { reconcile, type GradeFacts } from './reconcile.js';

const TYPES: Readonly<Record<string, 'HoldPlaced' | 'HoldReleased'>> = {
  hold: 'HoldPlaced',
  release: 'HoldReleased',
};
const message = (version: number, kind: RegistryKind, reversalOf?: string): OutcomeEvent => {
  const said: Outcome = {
    ...{ id: `c-${version}`, version, case: 'c', student: 's', offering: 'o', kind },
    ...{ makeUp: 'no', retake: 'no', decidedAt: 0 },
    ...(reversalOf !== undefined && { reversalOf }),
  };
  const type = reversalOf === undefined ? (TYPES[kind] ?? 'OutcomeIssued') : 'OutcomeReversed';
  return { type, data: { ...said, causedBy: version } };
};
const answer = (version: number, status: 'accepted' | 'refused' = 'accepted', grade?: number) =>
  ({
    type: 'OutcomeAcknowledged',
    data: {
      ...{ outcome: `c-${version}`, status, reference: 'r', at: 10, by: 'wu' },
      ...(grade !== undefined && { grade }),
    },
  }) as const;
const told = (...events: OutcomeEvent[]): OutcomeState => fold(evolveOutcome, NOTHING_SAID, events);
const stated = (result: Statement['result'], grade?: number): Statement => ({
  ...{ result, at: 20 },
  ...(grade !== undefined && { grade }),
});
const PLATFORM = { grade: 78.4, components: {}, at: 1 };

const seen = (facts: Partial<GradeFacts>) => {
  const found = reconcile({ told: [], isSent: () => true, ...facts });
  return found && [found.state, ...found.differences];
};

describe('three books of grades', () => {
  it('given nothing, then nothing; a grade alone is entered and missing in the registry', () => {
    expect(seen({})).toBeUndefined();
    expect(seen({ platform: PLATFORM })).toEqual(['entered', 'missing_in_registry']);
  });

  it('given platform and registry, then half a mark tells them apart', () => {
    const with_ = (grade: number) => seen({ platform: PLATFORM, stated: stated('passed', grade) });
    expect(with_(78)).toEqual(['acknowledged']);
    expect(with_(79)).toEqual(['acknowledged', 'grade_differs']);
    expect(seen({ stated: stated('failed', 40) })).toEqual([
      ...['acknowledged', 'missing_on_platform'],
    ]);
  });

  it('given a message, then entered, sent, acknowledged, verified as it goes', () => {
    const messages = [message(1, 'hold'), message(2, 'grade_void')];
    const facts = { platform: PLATFORM, told: [told(...messages)] };
    expect(seen({ ...facts, isSent: () => false })).toEqual([
      ...['entered', 'not_sent', 'missing_in_registry'],
    ]);
    expect(seen(facts)).toEqual(['sent', 'not_acknowledged', 'missing_in_registry']);
    const answered = { ...facts, told: [told(...messages, answer(2))] };
    expect(seen(answered)).toEqual(['acknowledged', 'missing_in_registry']);
    const shown = { ...answered, stated: stated('grade_void') };
    expect(seen(shown)).toEqual(['acknowledged']);
    const verified = { result: 'grade_void', by: 't-17', at: 30 } as const;
    expect(seen({ ...shown, verified })).toEqual(['verified']);
    const changed = { ...shown, stated: { ...stated('passed', 61), at: 40 } };
    expect(seen({ ...changed, verified })).toEqual([
      ...['acknowledged', 'outcome_not_applied', 'changed_after_verification'],
    ]);
  });

  it('given a refusal or an answer that contradicts, then it is named', () => {
    const messages = [message(1, 'hold'), message(2, 'grade_void')];
    const refused = told(...messages, answer(2, 'refused'));
    expect(seen({ told: [refused] })).toEqual(['sent', 'refused', 'missing_in_registry']);
    const otherwise = told(...messages, answer(2, 'accepted', 61));
    const older = { ...stated('grade_void'), at: 9 };
    expect(seen({ told: [otherwise], stated: older })).toEqual([
      ...['acknowledged', 'acknowledged_otherwise'],
    ]);
  });

  it('given an answer that contradicts, then a later answer or a record as new mends it', () => {
    const messages = [message(1, 'hold'), message(2, 'grade_void')];
    const otherwise = [...messages, answer(2, 'accepted', 61)];
    const mended = told(...otherwise, answer(2, 'accepted', 0));
    expect(seen({ told: [mended], stated: stated('grade_void') })).toEqual(['acknowledged']);
    const shown = (...record: Parameters<typeof stated>) =>
      seen({ told: [told(...otherwise)], stated: stated(...record) });
    expect(shown('grade_void')).toEqual(['acknowledged']);
    expect(shown('grade_void', 0)).toEqual(['acknowledged']);
    expect(shown('grade_void', 61)).toEqual(['acknowledged', 'acknowledged_otherwise']);
    expect(shown('passed', 61)).toContain('acknowledged_otherwise');
    expect(shown('absent_zero')).toContain('acknowledged_otherwise');
  });

  it.each([
    ['hold', 'held', []],
    ['hold', 'passed', ['hold_not_applied']],
    ['hold', 'grade_void', ['hold_not_applied']],
    ['grade_void', 'grade_void', []],
    ['grade_void', 'passed', ['outcome_not_applied']],
    ['grade_void', 'held', ['outcome_not_applied']],
    ['grade_void', 'failed', ['result_mixed']],
    ['grade_void', 'absent_zero', ['result_mixed']],
    ['disqualified', 'grade_void', ['result_mixed']],
    ['disqualified', 'absent_zero', ['result_mixed']],
    ['absent_zero', 'disqualified', ['result_mixed']],
    ['absent_zero', 'failed', ['result_mixed']],
    ['none', 'passed', []],
    ['none', 'grade_void', ['release_not_applied']],
  ] as const)('given %s in force and %s in the registry, then %j', (kind, result, differences) => {
    const state = told(message(1, kind), answer(1));
    const grade = result === 'passed' || result === 'failed' ? 78 : undefined;
    expect(seen({ platform: PLATFORM, told: [state], stated: stated(result, grade) })).toEqual([
      ...['acknowledged', ...differences],
    ]);
  });

  it('given a reversal, then the former result must go, and the grade comes back', () => {
    const events = [message(1, 'hold'), message(2, 'grade_void'), message(3, 'release', 'c-2')];
    const facts = { platform: PLATFORM, told: [told(...events, answer(3))] };
    expect(seen({ ...facts, stated: stated('grade_void') })).toEqual([
      ...['acknowledged', 'release_not_applied'],
    ]);
    expect(seen({ ...facts, stated: stated('passed', 78) })).toEqual(['acknowledged']);
  });

  it('given a negative result that nobody decided, then it has no basis', () => {
    expect(seen({ stated: stated('grade_void') })).toEqual(['acknowledged', 'without_basis']);
  });

  it('given two cases, then a decision of one governs over the hold of the other', () => {
    const voided = told(message(1, 'grade_void'), answer(1));
    const held = told(message(1, 'hold'), answer(1));
    const found = reconcile({
      ...{ told: [held, voided], isSent: () => true, stated: stated('grade_void') },
    });
    expect(found).toMatchObject({ differences: [], inForce: { kind: 'grade_void' } });
  });

  it('given two cases with different results, then that is named, and the registry is right with either', () => {
    const both = [
      told(message(1, 'disqualified'), answer(1)),
      told(message(1, 'absent_zero'), answer(1)),
    ];
    const shown = (result: Statement['result']) => seen({ told: both, stated: stated(result) });
    expect(shown('disqualified')).toEqual(['acknowledged', 'results_conflict']);
    expect(shown('absent_zero')).toEqual(['acknowledged', 'results_conflict']);
    expect(shown('failed')).toEqual(['acknowledged', 'result_mixed', 'results_conflict']);
    expect(shown('passed')).toEqual(['acknowledged', 'outcome_not_applied', 'results_conflict']);
    expect(seen({ told: both })).toEqual([
      'acknowledged',
      'missing_in_registry',
      'results_conflict',
    ]);
    const found = reconcile({ told: both, isSent: () => true, stated: stated('absent_zero') });
    expect(found).toMatchObject({
      inForce: { kind: 'absent_zero' },
      standing: [{ kind: 'disqualified' }, { kind: 'absent_zero' }],
    });
  });

  it('given two cases with the same result, then the release of one leaves the other in force', () => {
    const still = told(message(1, 'grade_void'), answer(1));
    const gone = told(message(1, 'grade_void'), message(2, 'release', 'c-1'), answer(2));
    const shown = (result: Statement['result']) =>
      seen({ told: [gone, still], stated: stated(result, 0) });
    expect(shown('grade_void')).toEqual(['acknowledged']);
    expect(shown('passed')).toEqual(['acknowledged', 'outcome_not_applied']);
  });
});
