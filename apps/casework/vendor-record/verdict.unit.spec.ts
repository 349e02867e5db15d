import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../libs/cases/state.js';
import { verdictOf } from './verdict.js';

const of = (stage: object) => verdictOf({ stage } as Case);

describe('what a case says of an accusation', () => {
  it.each([
    [{ status: 'dismissed', reason: 'false_positive' }, 'refuted'],
    [{ status: 'dismissed', reason: 'vendor_error' }, 'refuted'],
    [{ status: 'dismissed', reason: 'insufficient' }, 'open'],
    [{ status: 'withdrawn' }, 'open'],
    [{ status: 'triage' }, 'open'],
    [{ status: 'appealed', decision: { outcome: 'grade_void' } }, 'open'],
    [{ status: 'final', decision: { outcome: 'grade_void' } }, 'upheld'],
    [{ status: 'archived', decision: { outcome: 'education_only' } }, 'upheld'],
    [{ status: 'final', decision: { outcome: 'not_established' } }, 'refuted'],
    [{ status: 'revoked', decision: { outcome: 'grade_void' } }, 'refuted'],
  ])('given %j, then %s', (stage, verdict) => {
    expect(of(stage)).toBe(verdict);
  });
});
