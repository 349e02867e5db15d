import { describe, expect, it } from '@jest/globals';
import { evolve } from '../../libs/cases/evolution/evolve.js';
import type { CaseState } from '../../libs/cases/state.js';
import type { CaseEvent } from '../../libs/cases/events.js';
import { deadlinesAreSane } from './deadlines-sane.js';
import { historyIsLawful } from './history-rules.js';
import { Random } from './random.js';
import { Sequence } from './sequence.js';

/** A seventh of them about an offering. More by `PROBITY_MODEL_SEQUENCES`, others by `PROBITY_MODEL_SEED`. */
const SEQUENCES = Number(process.env['PROBITY_MODEL_SEQUENCES'] ?? 12_000);
const FIRST = Number(process.env['PROBITY_MODEL_SEED'] ?? 1);

/** Guards that commands alone can break; the others of the published list are named apart. */
const GUARDS = [
  ...['MachineMayOnlyFlag', 'WrongState', 'TwoInvestigatorsNeeded', 'ReviewerIsInvestigator'],
  ...['CommitteeMemberConflicted', 'AppealMemberTookPart', 'InterestNotDeclared'],
  ...['ConfirmerIsIssuer', 'NoticeIncomplete', 'NoticeNotServed', 'DefenceStillOpen'],
  ...['DefencePointUnanswered', 'DecisionExceedsNotice', 'LegalReviewMissing'],
  ...['PresidentsMeetingMissing', 'TwoSourceClassesNeeded', 'ExculpatoryNotConsidered'],
  ...['QuorumNotMet', 'ReasonMissing', 'SignalWithdrawn', 'ArticleRequiresGradeVoid'],
  ...['NoBasisForLevel', 'AppealWindowClosed', 'DeliveryProofMissing', 'DeadlineFloor'],
  ...['FindingStands', 'FindingRemedied'],
];

const PLACES = [
  ...['flagged', 'gone', 'triage', 'investigating', 'awaiting_vendor', 'awaiting_student'],
  ...['finding_review', 'notice_issued', 'defence_open', 'defence_closed', 'deliberation'],
  ...['decided', 'appeal_open', 'appealed', 'upheld', 'remitted', 'provincial_appeal', 'final'],
  ...['executed', 'sanction_running', 'lifted', 'archived', 'revoked', 'dismissed', 'withdrawn'],
  ...['suspended', 'short notice_issued', 'short defence_open', 'short defence_closed'],
  ...['short decided', 'short appeal_open', 'short appealed', 'short upheld', 'short remitted'],
  ...['short final', 'short executed', 'offering flagged', 'offering gone', 'offering triage'],
  ...['offering college_notified', 'offering college_answered', 'offering suspended'],
  ...['offering dismissed', 'offering remedied', 'offering persisted'],
];

describe('random lives of a case', () => {
  const refusals = new Map<string, number>();
  const places = new Set<string>();
  const pool: CaseEvent[] = [];
  let accepted = 0;

  it(`given ${SEQUENCES} of them, then decider and reference agree and every history is lawful`, () => {
    for (let seed = FIRST; seed < FIRST + SEQUENCES; seed += 1) {
      const told = new Sequence(seed, (_, state) => deadlinesAreSane(state)).run();
      historyIsLawful(told.events);
      for (const [guard, count] of told.refusals)
        refusals.set(guard, (refusals.get(guard) ?? 0) + count);
      for (const place of told.places) places.add(place);
      accepted += told.accepted;
      if (seed < FIRST + 200) pool.push(...told.events);
    }
    expect(accepted).toBeGreaterThan(SEQUENCES * 10);
  }, 600_000);

  it('given all of them, then each guard has refused and each place was reached', () => {
    expect(GUARDS.filter((guard) => !refusals.has(guard))).toEqual([]);
    expect(PLACES.filter((place) => !places.has(place))).toEqual([]);
  });

  it('given facts in any order, even impossible ones, then evolve answers with a case', () => {
    const random = new Random(7);
    const [flagged] = pool;
    for (let round = 0; round < 2_000; round += 1) {
      let state: CaseState = evolve(undefined, flagged as CaseEvent);
      for (let count = 0; count < 40; count += 1) state = evolve(state, random.pick(pool));
      expect(state?.facts.version).toBe(41);
    }
    expect(
      evolve(undefined, pool.find(({ type }) => type === 'CaseClaimed') as CaseEvent),
    ).toBeUndefined();
  });
});
