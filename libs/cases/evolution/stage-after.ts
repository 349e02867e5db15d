import type { Answer } from '../documents.js';
import type { CaseEvent, CaseEventOf, CaseEventType } from '../events.js';
import { STAGES_APPEALABLE, STAGES_REOPENABLE } from '../commands/stages.js';
import { complianceStageAfter } from './compliance-stage-after.js';
import { shortStageAfter } from './short-stage-after.js';
import {
  isOpenStage,
  type Defence,
  type Defended,
  type Deliberating,
  type FinalFacts,
  type Noticed,
  type Served,
  type Stage,
  type StageOf,
  type Status,
} from '../stage.js';

type Steps = {
  readonly [Type in CaseEventType]?: (stage: Stage, data: CaseEventOf<Type>['data']) => Stage;
};

/** The next stage if the case stands where the event can happen, else the same one. */
const from = <S extends Status>(
  stage: Stage,
  statuses: readonly S[],
  next: (stage: StageOf<S>) => Stage,
): Stage =>
  (statuses as readonly Status[]).includes(stage.status) ? next(stage as StageOf<S>) : stage;

const NO_DEFENCE: Defence = { points: [], answers: [] };

const noticed = ({ finding, notice, defence, former }: Noticed): Noticed => ({
  finding,
  notice,
  defence,
  ...(former && { former }),
});
const served = (stage: Served): Served => ({ ...noticed(stage), service: stage.service });
const defended = (stage: Defended): Defended => ({ ...served(stage), closedBy: stage.closedBy });
const deliberating = (stage: Deliberating): Deliberating => ({
  ...defended(stage),
  committee: stage.committee,
  votes: stage.votes,
});

/** A decision that was served, with what the appeals came to. */
const concluded = (stage: FinalFacts): FinalFacts => ({
  ...deliberating(stage),
  decision: stage.decision,
  decisionService: stage.decisionService,
  ...(stage.appeal && { appeal: stage.appeal }),
  ...(stage.ruling && { ruling: stage.ruling }),
  ...(stage.provincial && { provincial: stage.provincial }),
});

const withAnswer = (defence: Defence, answer: Answer): Defence => ({
  ...defence,
  answers: [...defence.answers.filter(({ point }) => point !== answer.point), answer],
});

const beginning: Steps = {
  FlagWithdrawn: (stage) => from(stage, ['flagged'], () => ({ status: 'withdrawn_flag' })),
  FlagRestored: (stage) => from(stage, ['withdrawn_flag'], () => ({ status: 'flagged' })),
  CaseClaimed: (stage) => from(stage, ['flagged'], () => ({ status: 'triage' })),
  CaseReopened: (stage) => from(stage, STAGES_REOPENABLE, () => ({ status: 'triage' })),
  InvestigationOpened: (stage) => from(stage, ['triage'], () => ({ status: 'investigating' })),
  AnswerAwaited: (stage, asked) =>
    from(stage, ['investigating'], () => ({ status: `awaiting_${asked.on}`, asked })),
  CaseDismissed: (stage, { reason, at }) =>
    from(stage, ['triage', 'investigating', 'finding_review'], () => ({
      status: 'dismissed',
      reason,
      at,
    })),
  CaseWithdrawn: (_, { reason, at }) => ({ status: 'withdrawn', reason, at }),
  CaseSuspended: (stage, { at }) =>
    isOpenStage(stage) ? { status: 'suspended', since: at, resumes: stage } : stage,
  CaseResumed: (stage) =>
    stage.status === 'suspended'
      ? stage.resumes
      : from(stage, ['awaiting_vendor', 'awaiting_student'], () => ({ status: 'investigating' })),
  FindingSubmitted: (stage, finding) =>
    from(stage, ['investigating'], () => ({
      status: 'finding_review',
      finding,
      review: 'pending',
    })),
  FindingReturned: (stage) => from(stage, ['finding_review'], () => ({ status: 'investigating' })),
  FindingApproved: (stage) =>
    from(stage, ['finding_review'], ({ finding }) => ({
      status: 'finding_review',
      finding,
      review: 'approved',
    })),
};

const hearing: Steps = {
  NoticeIssued: (stage, notice) => {
    if (stage.status === 'finding_review')
      return { status: 'notice_issued', finding: stage.finding, notice, defence: NO_DEFENCE };
    const again = ['notice_issued', 'defence_open', 'defence_closed', 'deliberation'] as const;
    const renewed = from(stage, again, (old) => ({
      ...noticed(old),
      status: 'notice_issued',
      notice,
    }));
    return from(renewed, ['remitted'], (old) => ({
      ...noticed(old),
      status: 'notice_issued',
      notice,
      former: old.decision,
    }));
  },
  DeliveryRecorded: (stage, delivery) => {
    if (!delivery.delivered) return stage;
    if (delivery.document === 'notice')
      return from(stage, ['notice_issued'], (old) => ({
        ...noticed(old),
        status: 'defence_open',
        service: delivery,
      }));
    if (delivery.document === 'decision')
      return from(stage, ['decided'], (old) => ({
        ...old,
        status: 'appeal_open',
        decisionService: delivery,
      }));
    return stage;
  },
  StatementFiled: (stage, { points, final }) =>
    from(stage, ['defence_open', 'defence_closed'], (old) => {
      const defence = { ...old.defence, points: [...old.defence.points, ...points] };
      return final
        ? { ...served(old), defence, status: 'defence_closed', closedBy: 'filed' }
        : { ...old, defence };
    }),
  DefenceWaived: (stage) =>
    from(stage, ['defence_open'], (old) => ({
      ...served(old),
      status: 'defence_closed',
      closedBy: 'waived',
    })),
  DefenceLapsed: (stage) =>
    from(stage, ['defence_open'], (old) => ({
      ...served(old),
      status: 'defence_closed',
      closedBy: 'lapsed',
    })),
  PointAnswered: (stage, answer) =>
    from(stage, ['defence_open', 'defence_closed', 'deliberation', 'remitted'], (old) => ({
      ...old,
      defence: withAnswer(old.defence, answer),
    })),
};

const deciding: Steps = {
  CommitteeConvened: (stage, committee) =>
    from(stage, ['defence_closed', 'deliberation', 'remitted'], (old) => ({
      ...defended(old),
      ...(old.status === 'remitted' && { former: old.decision }),
      status: 'deliberation',
      committee,
      votes: [],
    })),
  VoteCast: (stage, vote) =>
    from(stage, ['deliberation'], (old) => ({
      ...old,
      votes: [...old.votes.filter(({ member }) => member !== vote.member), vote],
    })),
  CaseDecided: (stage, decision) =>
    from(stage, ['deliberation'], (old) => ({
      ...deliberating(old),
      status: 'decided',
      decision,
    })),
  AppealFiled: (stage, appeal) =>
    from(stage, ['appeal_open', 'final'], (old) => ({
      ...deliberating(old),
      decision: old.decision,
      decisionService: old.decisionService,
      status: 'appealed',
      appeal,
    })),
  AppealDecided: (stage, ruling) =>
    from(stage, ['appealed'], (old) => ({ ...old, status: ruling.result, ruling })),
  CaseFinal: (stage, { at }) =>
    from(stage, ['appeal_open', 'upheld'], (old) => ({ ...old, status: 'final', at })),
  CaseExecuted: (stage, { at }) =>
    from(stage, ['final'], (old) => ({ ...old, status: 'executed', at })),
};

const beyond: Steps = {
  ProvincialAppealFiled: (stage, filing) =>
    from(stage, STAGES_APPEALABLE, (old) => ({
      ...concluded(old),
      status: 'provincial_appeal',
      filing,
      resumes: old,
    })),
  ProvincialAppealDecided: (stage, provincial) =>
    from(stage, ['provincial_appeal'], ({ resumes, ...old }): Stage => {
      if (provincial.result === 'uphold') return { ...resumes, provincial };
      if (provincial.result === 'revoke')
        return { ...concluded(old), status: 'revoked', at: provincial.at, provincial };
      const { appeal, ruling } = old;
      return appeal && ruling
        ? { ...concluded(old), appeal, ruling, status: 'remitted', provincial }
        : stage;
    }),
  SanctionStarted: (stage, sanction) =>
    from(stage, ['executed'], (old) => ({
      ...concluded(old),
      status: 'sanction_running',
      sanction,
    })),
  LiftingDecided: (stage, lifting) =>
    from(stage, ['sanction_running'], (old) =>
      lifting.lifted
        ? { ...old, status: 'lifted', lifting, at: lifting.at }
        : { ...old, kept: lifting },
    ),
  CaseArchived: (stage, { at }) =>
    from(stage, ['lifted'], (old) => ({ ...old, status: 'archived', at })),
};

const STEPS: Steps = { ...beginning, ...hearing, ...deciding, ...beyond };

/** Where the case stands after the event; events that move nothing leave the very same object. */
export const stageAfter = (stage: Stage, event: CaseEvent): Stage => {
  const step = STEPS[event.type] as ((stage: Stage, data: CaseEvent['data']) => Stage) | undefined;
  const next = step ? step(stage, event.data) : stage;
  if (next !== stage) return next;
  const short = shortStageAfter(stage, event);
  return short === stage ? complianceStageAfter(stage, event) : short;
};
