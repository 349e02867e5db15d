import type { CaseEvent, CaseEventOf, CaseEventType } from '../events.js';
import type { Invited, ObjectionOver, ShortFinalFacts } from '../short-stage.js';
import type { Stage, StageOf, Status } from '../stage.js';

type Steps = {
  readonly [Type in CaseEventType]?: (stage: Stage, data: CaseEventOf<Type>['data']) => Stage;
};

const from = <S extends Status>(
  stage: Stage,
  statuses: readonly S[],
  next: (stage: StageOf<S>) => Stage,
): Stage =>
  (statuses as readonly Status[]).includes(stage.status) ? next(stage as StageOf<S>) : stage;

const invited = ({ notice, objections }: Invited): Invited => ({ notice, objections });
const over = (stage: ObjectionOver): ObjectionOver => ({
  ...invited(stage),
  service: stage.service,
  closedBy: stage.closedBy,
});
const served = (stage: ShortFinalFacts) => ({
  ...over(stage),
  confirmation: stage.confirmation,
  decisionService: stage.decisionService,
});

const STEPS: Steps = {
  ObjectionInvited: (stage, notice) => {
    if (stage.status === 'triage') return { status: 'invited', notice, objections: [] };
    const again = ['invited', 'objection_open', 'objection_closed'] as const;
    return from(stage, again, (old) => ({ ...invited(old), status: 'invited', notice }));
  },
  DeliveryRecorded: (stage, delivery) => {
    if (!delivery.delivered) return stage;
    if (delivery.document === 'notice')
      return from(stage, ['invited'], (old) => ({
        ...invited(old),
        status: 'objection_open',
        service: delivery,
      }));
    if (delivery.document !== 'decision') return stage;
    return from(stage, ['confirmed'], (old) => ({
      ...old,
      status: 'confirmation_served',
      decisionService: delivery,
    }));
  },
  ObjectionFiled: (stage, { text }) =>
    from(stage, ['objection_open', 'objection_closed'], (old) => ({
      ...invited(old),
      service: old.service,
      objections: [...old.objections, text],
      status: 'objection_closed',
      closedBy: 'filed',
    })),
  DefenceLapsed: (stage) =>
    from(stage, ['objection_open'], (old) => ({
      ...old,
      status: 'objection_closed',
      closedBy: 'lapsed',
    })),
  CaseConfirmed: (stage, confirmation) =>
    from(stage, ['objection_closed', 'short_remitted'], (old) => ({
      ...over(old),
      status: 'confirmed',
      confirmation,
    })),
  AppealFiled: (stage, appeal) =>
    from(stage, ['confirmation_served', 'short_final'], (old) => ({
      ...served(old),
      status: 'short_appealed',
      appeal,
    })),
  AppealDecided: (stage, ruling) =>
    from(stage, ['short_appealed'], (old) => ({
      ...old,
      status: ruling.result === 'upheld' ? 'short_upheld' : 'short_remitted',
      ruling,
    })),
  CaseFinal: (stage, { at }) =>
    from(stage, ['confirmation_served', 'short_upheld'], (old) => ({
      ...old,
      status: 'short_final',
      at,
    })),
  CaseExecuted: (stage, { at }) =>
    from(stage, ['short_final'], (old) => ({ ...old, status: 'short_executed', at })),
};

/** Steps of the short path; what moves nothing there leaves the very same object. */
export const shortStageAfter = (stage: Stage, event: CaseEvent): Stage => {
  const step = STEPS[event.type] as ((stage: Stage, data: CaseEvent['data']) => Stage) | undefined;
  return step ? step(stage, event.data) : stage;
};
