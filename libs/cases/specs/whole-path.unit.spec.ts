import { describe, expect, it } from '@jest/globals';
import { fold } from '../../event-sourcing/decider.js';
import { rowOf } from '../case-row.js';
import type { OpenStage } from '../stage.js';
import type { CaseEvent } from '../events.js';
import { evolve } from '../evolution/evolve.js';
import type { CaseState } from '../state.js';
import { caseAt, STOPS, type Stop } from '../testing/stops.js';

describe('the whole path of a violation case', () => {
  it('leads from the flag to execution through every stage', () => {
    const stages = (Object.keys(STOPS) as Stop[]).map((stop) => caseAt(stop).status);
    expect(stages).toEqual([
      'flagged',
      'triage',
      'investigating',
      'finding_review',
      'finding_review',
      'notice_issued',
      'defence_open',
      'defence_closed',
      'deliberation',
      'deliberation',
      'decided',
      'appeal_open',
      'final',
      'executed',
    ]);
  });

  it('shows the case as published, suspended or not', () => {
    const found = caseAt('appeal_open').case;
    const row = {
      id: '2026-000001',
      status: 'appeal_open',
      part: 'participant',
      offering: 'CS101-2026S-01',
      assignee: 'li',
      outcome: { kind: 'grade_void', decidedAt: expect.any(Number) },
      attention: [],
      version: caseAt('appeal_open').events.length,
    };
    expect(rowOf(found)).toMatchObject(row);
    const stage = { status: 'suspended', since: 0, resumes: found.stage as OpenStage } as const;
    expect(rowOf({ ...found, stage })).toMatchObject({ ...row, status: 'suspended' });
    expect(rowOf(found).deadlines.find(({ name }) => name === 'appeal')).toMatchObject({
      basis: 'moe-41#60',
      state: 'running',
      unit: 'calendar',
    });
  });

  it('survives JSON: what is stored folds into the same state', () => {
    const journey = caseAt('executed');
    const stored = JSON.parse(JSON.stringify(journey.events)) as CaseEvent[];
    const replayed = fold(evolve, undefined as CaseState, stored);
    expect(JSON.stringify(replayed)).toBe(JSON.stringify(journey.state));
  });
});
