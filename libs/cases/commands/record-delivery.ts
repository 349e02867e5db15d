import { behaviour, unless, type Given } from '../behaviour.js';
import { attachmentsKnown } from '../checks.js';
import { startClock, startUnnamed } from '../clocks.js';
import type { DeliveredDocument } from '../documents.js';
import { fact, type CaseEvent } from '../events.js';
import type { Refusal } from '../refusals.js';
import type { CaseFacts } from '../state.js';
import { isBlank } from '../text.js';

const STAGES = [
  'notice_issued',
  'decided',
  'upheld',
  'remitted',
  'lifted',
  'invited',
  'confirmed',
  'short_upheld',
  'short_remitted',
] as const;
type Handover = Given<'record_delivery', (typeof STAGES)[number]>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** 送达: each attempt is recorded; clocks start from the proof of the one that arrived. */
export const recordDelivery = behaviour({
  name: 'record_delivery',
  roles: ['officer'],
  stages: STAGES,
  decide: (given) => {
    const { act, data } = given;
    const issued = issuedAt(given);
    return unless(
      [
        issued === undefined
          ? given.no('WrongState', `there is no ${data.document} to deliver now`)
          : wrongMoment(given, issued),
        attachmentsKnown(given, [data.proof.attachment]),
        lacksProof(given),
      ],
      () => [fact('DeliveryRecorded', { ...act, ...data }), ...clocks(given), ...archived(given)],
    );
  },
});

/** Whether the document that was made at `since` has reached the student. */
export const isServed = (facts: CaseFacts, document: DeliveredDocument, since: number): boolean =>
  facts.deliveries.some(
    (one) => one.document === document && one.delivered && one.deliveredAt >= since,
  );

/** The lifting is served and entered in the student file: nothing is left to do. */
const archived = ({ act, command, data, facts, stage }: Handover): readonly CaseEvent[] =>
  stage.status === 'lifted' && data.delivered && facts.execution.liftingReference !== undefined
    ? [fact('CaseArchived', { by: act.by, at: command.now })]
    : [];

/** When the document that waits for delivery was made. */
const issuedAt = ({ data, facts, stage }: Handover): number | undefined => {
  switch (stage.status) {
    case 'notice_issued':
    case 'invited':
      return data.document === 'notice' ? stage.notice.at : undefined;
    case 'decided':
      return data.document === 'decision' ? stage.decision.at : undefined;
    case 'confirmed':
      return data.document === 'decision' ? stage.confirmation.at : undefined;
    case 'upheld':
    case 'remitted':
    case 'short_upheld':
    case 'short_remitted': {
      const { at } = stage.ruling;
      const done = isServed(facts, 'appeal_decision', at);
      return data.document === 'appeal_decision' && !done ? at : undefined;
    }
    case 'lifted': {
      const { at } = stage.lifting;
      return data.document === 'lifting' && !isServed(facts, 'lifting', at) ? at : undefined;
    }
  }
};

const wrongMoment = (given: Handover, issued: number): Refusal | undefined => {
  const { data, command, no } = given;
  if (data.deliveredAt < issued || data.deliveredAt > command.now)
    return no('DeliveryProofMissing', 'the time of delivery lies between issue and now');
  const { announcementDays } = given.context.limits;
  const served = announcedAt(given, issued) + announcementDays * DAY_MS;
  return data.delivered && data.method === 'announcement' && data.deliveredAt < served
    ? no('DeliveryProofMissing', `an announcement counts as served after ${announcementDays} days`)
    : undefined;
};

/** The first recorded announcement of this document, or its issue. */
const announcedAt = ({ data, facts }: Handover, issued: number): number =>
  facts.deliveries.find(
    ({ document, method, deliveredAt }) =>
      document === data.document && method === 'announcement' && deliveredAt >= issued,
  )?.deliveredAt ?? issued;

/** The latest word of the student that was in force when it was delivered. */
const consented = ({ data, facts }: Handover): boolean =>
  facts.consents
    .filter(({ at }) => at <= data.deliveredAt)
    .reduce((latest, one) => (one.at >= latest.at ? one : latest), { given: false, at: -Infinity })
    .given;

const lacksProof = (given: Handover): Refusal | undefined => {
  const { data, no } = given;
  const { method, whyNotFormer, proof } = data;
  if (method !== 'direct' && isBlank(whyNotFormer))
    return no('DeliveryProofMissing', 'say why the former method of delivery did not apply');
  if (!data.delivered) return undefined;
  const witnesses = (proof.witnesses ?? []).filter((witness) => !isBlank(witness));
  if (method === 'left' && witnesses.length < 2 && proof.attachment === undefined)
    return no('DeliveryProofMissing', 'a document left behind needs two witnesses or a recording');
  if (method === 'electronic' && !consented(given))
    return no(
      'DeliveryProofMissing',
      "electronic delivery needs the student's consent on file: who, when, which address",
    );
  return proof.attachment === undefined && isBlank(proof.text) && witnesses.length === 0
    ? no('DeliveryProofMissing', 'a delivery needs its proof')
    : undefined;
};

const clocks = ({ act, data, stage, context }: Handover): readonly CaseEvent[] => {
  if (!data.delivered) return [];
  const { deliveredAt, limitNamed = true } = data;
  const start = (name: 'defence' | 'appeal' | 'provincial_appeal', days?: number) => [
    startClock(context, act, name, deliveredAt, days),
  ];
  const appeal = (name: 'appeal' | 'provincial_appeal') =>
    limitNamed ? start(name) : [startUnnamed(context, act, name, deliveredAt)];
  const follows: Record<DeliveredDocument, () => readonly CaseEvent[]> = {
    notice: () => start('defence', 'notice' in stage ? stage.notice.defenceDays : undefined),
    decision: () => appeal('appeal'),
    // After a remittal the school decides anew, and that decision has its own ways.
    appeal_decision: () =>
      stage.status === 'upheld' || stage.status === 'short_upheld'
        ? appeal('provincial_appeal')
        : [],
    lifting: () => [],
  };
  return follows[data.document]();
};
