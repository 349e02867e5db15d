import type { CaseEvent, CaseEventOf } from '../events.js';
import type { StandingOutcome } from '../outcome-kind.js';
import type { CaseFacts, Recusal } from '../state.js';
import type { Stage } from '../stage.js';
import { signalsAfter } from './signals-after.js';

/** The facts that are neither people, deadlines nor evidence. `before` is the stage it happened in. */
export const factsAfter = (facts: CaseFacts, event: CaseEvent, before: Stage): CaseFacts => {
  switch (event.type) {
    case 'FlagWithdrawn':
    case 'FlagRestored':
      return { ...facts, score: event.data.score, threshold: event.data.threshold };
    case 'SignalsChanged': {
      const { signals, score, threshold, at } = event.data;
      return {
        ...facts,
        score,
        threshold,
        signals: signalsAfter(facts.signals, signals, at),
        ...(!untouched(before) && { signalsChangedAt: at }),
      };
    }
    case 'FindingsChanged': {
      const { findings, score, threshold, at } = event.data;
      return {
        ...facts,
        ...{ findings, score, threshold },
        ...(!untouched(before) && { signalsChangedAt: at }),
      };
    }
    case 'AnswerAwaited':
      return { ...facts, awaitExpiredAt: undefined };
    case 'AwaitExpired':
      return { ...facts, awaitExpiredAt: event.data.at };
    case 'CourseNoted':
      return { ...facts, course: event.data.course };
    case 'CasesLinked':
      return { ...facts, links: [...new Set([...facts.links, ...event.data.cases])] };
    case 'CaseLinkNoted':
      return { ...facts, links: [...new Set([...facts.links, event.data.case])] };
    case 'OtherResultNoted': {
      const { case: other, result } = event.data;
      const others = Object.entries(facts.otherResults).filter(([id]) => id !== other);
      const all = result ? [...others, [other, result] as const] : others;
      return { ...facts, otherResults: Object.fromEntries(all) };
    }
    case 'CaseReferred':
      return { ...facts, referrals: [...facts.referrals, event.data] };
    case 'AttachmentAdded':
      return { ...facts, attachments: [...facts.attachments, event.data] };
    case 'DeliveryRecorded':
      return { ...facts, deliveries: [...facts.deliveries, event.data] };
    case 'DeliveryConsentRecorded':
      return { ...facts, consents: [...facts.consents, event.data] };
    case 'RecusalRequested': {
      const request = { person: event.data.person, requestedAt: event.data.at };
      return { ...facts, recusals: [...others(facts, event.data.person), request] };
    }
    case 'RecusalRuled': {
      const { person, granted, at } = event.data;
      const asked = facts.recusals.find((recusal) => recusal.person === person);
      const ruled = { person, requestedAt: asked?.requestedAt ?? at, granted };
      return { ...facts, recusals: [...others(facts, person), ruled] };
    }
    case 'LegalReviewRecorded':
      return { ...facts, legalReview: { passed: event.data.passed, at: event.data.at } };
    case 'PresidentsMeetingRecorded':
      return { ...facts, presidentsMeeting: { heldAt: event.data.heldAt } };
    // What was reviewed was another proposal.
    case 'NoticeIssued':
      return { ...facts, noticed: true, legalReview: undefined, presidentsMeeting: undefined };
    case 'ObjectionInvited':
      return { ...facts, noticed: true };
    case 'CaseConfirmed':
    case 'CaseDecided': {
      const { decision: decisions } = event.data;
      return { ...facts, decisions, standing: standingOf(event), execution: {}, stayed: false };
    }
    case 'ProvincialAppealDecided':
      return event.data.result === 'revoke' ? { ...facts, standing: undefined } : facts;
    case 'CaseDismissed':
      return { ...facts, standing: undefined };
    case 'ComplianceConcluded':
      return { ...facts, decisions: event.data.decision };
    case 'ExecutionStayRuled':
      return { ...facts, stayed: event.data.stay };
    // What is final waits for no appeal any more.
    case 'CaseFinal':
      return facts.stayed ? { ...facts, stayed: false } : facts;
    case 'ExecutionFiled':
      return {
        ...facts,
        execution: { ...facts.execution, fileReference: event.data.fileReference },
      };
    case 'LiftingFiled': {
      const execution = { ...facts.execution, liftingReference: event.data.fileReference };
      return { ...facts, execution };
    }
    case 'FileEntryWithdrawn': {
      const execution = { ...facts.execution, withdrawalReference: event.data.fileReference };
      return { ...facts, execution };
    }
    case 'OutcomeAcknowledged': {
      const { outcome, status, settles } = event.data;
      const acknowledgements = { ...facts.acknowledgements, [outcome]: { status, settles } };
      const settled = settles && status === 'accepted';
      return {
        ...facts,
        acknowledgements,
        ...(settled && { execution: { ...facts.execution, acknowledged: outcome } }),
      };
    }
    default:
      return facts;
  }
};

const untouched = (stage: Stage): boolean =>
  stage.status === 'flagged' || stage.status === 'withdrawn_flag';

const others = (facts: CaseFacts, person: string): readonly Recusal[] =>
  facts.recusals.filter((recusal) => recusal.person !== person);

const standingOf = ({
  data,
}: CaseEventOf<'CaseConfirmed'> | CaseEventOf<'CaseDecided'>): StandingOutcome => ({
  kind: data.outcome,
  ...('level' in data && data.level !== undefined && { level: data.level }),
  ...('periodMonths' in data &&
    data.periodMonths !== undefined && { periodMonths: data.periodMonths }),
  decidedAt: data.at,
});
