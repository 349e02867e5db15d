import { describe, expect, it } from '@jest/globals';
import { deciderSpecification } from '../../event-sourcing/testing/decider-specification.js';
import { attentionOf } from '../attention.js';
import { caseDecider } from '../case.decider.js';
import { CONTEXT, DAY, FLAG, HOUR, machine, officer, SIGNAL } from '../testing/journey.js';
import { caseAt, STOPS, type Stop } from '../testing/stops.js';

const { given } = deciderSpecification(caseDecider(CONTEXT));
const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const low = { signals: [{ ...SIGNAL, revision: 2, score: 0.4 }], score: 0.4, threshold: 0.9 };
const same = { signals: [SIGNAL], score: 0.97, threshold: 0.9 };

describe('given a flag that nobody has touched', () => {
  it('starts triage for five working days, the first day not counted', () => {
    const [triage] = caseAt('flagged').case.facts.deadlines;
    expect(triage).toMatchObject({ name: 'triage', basis: 'policy@1#triage', state: 'running' });
    expect(new Date(triage!.due).toISOString()).toBe('2026-03-09T16:00:00.000Z');
  });

  it('when the score falls under the threshold, then the flag is withdrawn', () => {
    const journey = caseAt('flagged');
    expect(types(journey.do(machine, 'update_signals', low))).toEqual([
      'SignalsChanged',
      'FlagWithdrawn',
      'DeadlineMet',
    ]);
    expect(journey.status).toBe('withdrawn_flag');
  });

  it('when it rises again, then the same case returns with a new triage clock', () => {
    const journey = caseAt('flagged');
    journey.do(machine, 'update_signals', low);
    journey.advance(DAY).do(machine, 'update_signals', same);
    expect(journey.status).toBe('flagged');
    expect(journey.case.facts.deadlines).toMatchObject([{ name: 'triage', state: 'running' }]);
  });

  it('when the score is exactly the threshold, then the flag stands', () => {
    const journey = caseAt('flagged');
    journey.do(machine, 'update_signals', { ...same, score: 0.9 });
    expect(journey.status).toBe('flagged');
  });

  it('when nothing changed, then nothing is recorded; nor is a second flag', () => {
    const { events, now } = caseAt('flagged');
    const envelope = { actor: machine, now };
    given(events)
      .when({ ...envelope, type: 'update_signals', data: same })
      .then();
    given(events)
      .when({ ...envelope, type: 'flag', data: FLAG })
      .then();
  });

  it('a withdrawn flag cannot be claimed', () => {
    const journey = caseAt('flagged');
    journey.do(machine, 'update_signals', low);
    journey.refuses('WrongState', officer('li'), 'claim', {});
  });
});

describe('given a claimed case', () => {
  const claimed = (Object.keys(STOPS) as Stop[]).filter((stop) => stop !== 'flagged');

  it.each(claimed)('at %s new signals only append', (stop) => {
    const journey = caseAt(stop);
    const { stage } = journey.case;
    expect(types(journey.do(machine, 'update_signals', low))).toEqual(['SignalsChanged']);
    expect(journey.case.stage).toBe(stage);
  });

  it('changed signals ask for attention until an officer acts', () => {
    const journey = caseAt('triage');
    journey.advance(HOUR).do(machine, 'update_signals', { ...same, score: 0.95 });
    expect(attentionOf(journey.case)).toMatchObject([{ code: 'signals_changed' }]);
    journey.do(officer('li'), 'open_investigation', {});
    expect(attentionOf(journey.case)).toEqual([]);
  });

  it('a signal that is no longer named counts as withdrawn, once', () => {
    const journey = caseAt('triage');
    const none = { signals: [], score: 0.1, threshold: 0.9 };
    journey.do(machine, 'update_signals', none);
    expect(journey.case.facts.signals).toMatchObject([{ id: 'sig-1', state: 'withdrawn' }]);
    expect(journey.do(machine, 'update_signals', none)).toEqual([]);
  });
});

describe('a machine may only flag', () => {
  it('is refused every act of a person', () => {
    caseAt('flagged').refuses('MachineMayOnlyFlag', machine, 'claim', {});
    caseAt('approved').refuses('MachineMayOnlyFlag', machine, 'approve_finding', {});
    caseAt('voted').refuses('MachineMayOnlyFlag', machine, 'vote', { outcome: 'grade_void' });
  });

  it('and a person is refused what only the machine does', () => {
    caseAt('flagged').refuses('RoleMayNotRun', officer('li'), 'update_signals', low);
    caseAt('defence_open').refuses('RoleMayNotRun', officer('li'), 'fire_deadline', {
      name: 'defence',
    });
  });
});
