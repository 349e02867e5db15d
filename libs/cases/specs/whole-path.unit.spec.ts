import { describe, expect, it } from '@jest/globals';
import { fold } from '../../event-sourcing/decider.js';
import { caseView } from '../case-view.js';
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

  it('shows the case as published', () => {
    const view = caseView(caseAt('appeal_open').case);
    expect(view).toMatchObject({
      id: '2026-000001',
      status: 'appeal_open',
      part: 'participant',
      offering: 'CS101-2026S-01',
      people: { assignee: 'li', investigators: ['li', 'wang'], reviewers: ['zhao'], chair: 'c1' },
      outcome: { kind: 'grade_void', clauses: ['qhnu-online@1#24'] },
      attention: [],
    });
    expect(view.version).toBe(caseAt('appeal_open').events.length);
    expect(view.deadlines.find(({ name }) => name === 'appeal')).toMatchObject({
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
