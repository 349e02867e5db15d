import { evolve } from '../../cases/evolution/evolve.js';
import type { DeliveredDocument } from '../../cases/documents.js';
import type { CaseEvent } from '../../cases/events.js';
import type { Case, CaseState } from '../../cases/state.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import type { Profile } from '../profile.js';
import { datesIn } from './dates.js';
import type { DocumentSources } from './document-sources.js';
import { appealFacts } from './facts/appeal-facts.js';
import { collegeAnswerFacts, collegeNoticeFacts, conclusionFacts } from './facts/college-facts.js';
import { decisionFacts } from './facts/decision-facts.js';
import { deliveryFacts } from './facts/delivery-facts.js';
import { liftingFacts } from './facts/lifting-facts.js';
import { noticeFacts } from './facts/notice-facts.js';
import { answersFacts, minutesFacts, recordFacts } from './facts/record-facts.js';
import type { Printing } from './facts/printing.js';
import { peopleIn } from './people.js';
import { inForce, printOn, templateId, type Printed, type Template } from './template.js';
import { TEMPLATES } from './templates/registry.js';

/** Which kind of paper: those that are served, the records of their delivery, and other records. */
export type DocumentName =
  | DeliveredDocument
  | 'delivery'
  | 'statement'
  | 'answers'
  | 'legal_review'
  | 'minutes'
  | 'appeal'
  | 'acknowledgement'
  | 'college_notice'
  | 'college_answer'
  | 'conclusion';

/** A document that an event of the case made. */
export interface CaseDocument {
  /** `notice-1`, `decision-2`, `delivery-3`: unique within the case. */
  readonly id: string;
  readonly document: DocumentName;
  /** Of a delivery record: what was delivered. */
  readonly of?: DeliveredDocument;
  readonly title: string;
  /** Template and version: `notice@1`. */
  readonly template: string;
  /** Version of the case's event that made it. */
  readonly version: number;
  /** Milliseconds. */
  readonly at: number;
  readonly code?: string;
  /** Internal papers are not for the student. */
  readonly internal: boolean;
  readonly print: () => Printed;
}

export interface CaseDocumentsInput {
  readonly events: readonly RecordedEvent[];
  /** `student` learns neither staff nor third parties. */
  readonly profile: Profile;
  readonly vault: ReadonlyMap<string, VaultEntry>;
  readonly sources: DocumentSources;
  readonly timeZone: string;
  /** The university's name, above each title. */
  readonly organization?: string | undefined;
}

/** As the rest of the file: a committee that judges anew should not know how the former one voted. */
const VOTES_SHOWN: ReadonlySet<Profile> = new Set<Profile>(['court', 'archive']);

/** Every document of a case, oldest first; internal ones only for readers who may see them. */
export const caseDocuments = (input: CaseDocumentsInput): readonly CaseDocument[] => {
  const staff = input.profile !== 'student';
  const counts = new Map<DocumentName, number>();
  const documents: CaseDocument[] = [];
  let state: CaseState;
  for (const event of input.events as readonly RecordedEvent<CaseEvent>[]) {
    state = evolve(state, event as unknown as CaseEvent);
    if (!state) continue;
    for (const kind of KINDS[event.type] ?? []) {
      const number = (counts.get(kind.document) ?? 0) + 1;
      const made = make(kind, printingOf(input, event, state, number));
      if (!made) continue;
      counts.set(kind.document, number);
      documents.push({ ...made, print: () => headed(made.print(), input.organization) });
    }
  }
  return documents.filter(({ internal }) => staff || !internal);
};

const headed = (printed: Printed, organization: string | undefined): Printed =>
  printed.ok && organization !== undefined
    ? { ok: true, paper: { ...printed.paper, organization } }
    : printed;

interface Kind {
  readonly document: DocumentName;
  readonly internal?: boolean;
  /** Undefined where the event makes none after all. */
  readonly prepare: (printing: Printing) => Prepared | undefined;
}

interface Prepared {
  readonly template: string;
  readonly title: string;
  readonly of?: DeliveredDocument;
  readonly print: () => Printed;
}

const kind = <Facts extends object>(
  document: DocumentName,
  versions: readonly [Template<Facts>, ...Template<Facts>[]],
  factsOf: (printing: Printing) => Facts | undefined,
  titleOf: (facts: Facts) => string,
  internal = false,
): Kind => ({
  document,
  internal,
  prepare: (printing) => {
    const facts = factsOf(printing);
    if (!facts) return undefined;
    const date = datesIn(printing.timeZone).iso(printing.event.data.at);
    const template = inForce(versions, date);
    return {
      template: templateId(template),
      title: titleOf(facts),
      ...('document' in facts ? { of: facts.document as DeliveredDocument } : {}),
      print: () => printOn(template, facts),
    };
  },
});

const notice = kind('notice', TEMPLATES.notice, noticeFacts, () => '拟处理告知书');
const decision = kind('decision', TEMPLATES.decision, decisionFacts, ({ level }) =>
  level === undefined ? '处理决定书' : '处分决定书',
);
const record = (document: DocumentName, internal = false): Kind =>
  kind(document, TEMPLATES.record, recordFacts, ({ title }) => title, internal);

const KINDS: Readonly<Partial<Record<string, readonly Kind[]>>> = {
  NoticeIssued: [notice],
  ObjectionInvited: [notice],
  DeliveryRecorded: [kind('delivery', TEMPLATES.delivery, deliveryFacts, () => '送达回证')],
  StatementFiled: [record('statement')],
  ObjectionFiled: [record('statement')],
  LegalReviewRecorded: [record('legal_review', true)],
  CaseDecided: [
    kind('answers', TEMPLATES.record, answersFacts, ({ title }) => title),
    kind('minutes', TEMPLATES.record, minutesFacts, ({ title }) => title, true),
    decision,
  ],
  CaseConfirmed: [decision],
  AppealFiled: [record('appeal')],
  AppealDecided: [
    kind('appeal_decision', TEMPLATES.appeal_decision, appealFacts, () => '申诉处理决定书'),
  ],
  OutcomeAcknowledged: [record('acknowledgement')],
  CollegeNotified: [
    kind(
      'college_notice',
      TEMPLATES.college_notice,
      collegeNoticeFacts,
      () => '课程规范问题通知书',
    ),
  ],
  CollegeAnswered: [
    kind('college_answer', TEMPLATES.college_answer, collegeAnswerFacts, () => '开课学院答复'),
  ],
  ComplianceConcluded: [
    kind('conclusion', TEMPLATES.conclusion, conclusionFacts, () => '课程规范认定书'),
  ],
  LiftingDecided: [
    kind('lifting', TEMPLATES.lifting, liftingFacts, ({ lifted }) =>
      lifted ? '解除处分决定书' : '不予解除处分决定书',
    ),
  ],
};

const make = (made: Kind, printing: Printing): CaseDocument | undefined => {
  const prepared = made.prepare(printing);
  if (!prepared) return undefined;
  const { event, number, code } = printing;
  return {
    id: `${made.document}-${String(number)}`,
    document: made.document,
    ...prepared,
    version: event.version,
    at: event.data.at,
    ...(code === undefined ? {} : { code }),
    internal: made.internal === true,
  };
};

const printingOf = (
  { events, profile, vault, sources, timeZone }: CaseDocumentsInput,
  event: RecordedEvent<CaseEvent>,
  found: Case,
  number: number,
): Printing => {
  const reference = sources.reference(event.version);
  const code = sources.codes.get(event.version);
  const staff = profile !== 'student';
  const names = staff ? reference.people : undefined;
  return {
    ...{ event, found, number, reference, vault, timeZone },
    ...(code === undefined ? {} : { code }),
    people: peopleIn(events, found.facts.student ?? '', names),
    thirdParties: staff,
    votes: VOTES_SHOWN.has(profile),
  };
};
