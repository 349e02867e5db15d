import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { Withheld } from '../verify/lines.js';

/** What was said to or by the student, and what followed from it. */
const THEIRS: ReadonlySet<string> = new Set([
  ...['CaseFlagged', 'NoticeIssued', 'DeliveryRecorded', 'StatementFiled', 'DefenceWaived'],
  'DeliveryConsentRecorded',
  ...['DefenceLapsed', 'PointAnswered', 'RecusalRequested', 'RecusalRuled', 'CommitteeConvened'],
  ...['CaseDecided', 'ObjectionInvited', 'ObjectionFiled', 'CaseConfirmed', 'AppealFiled'],
  ...['ExecutionStayRuled', 'AppealDecided', 'CaseFinal', 'ProvincialAppealFiled'],
  ...['ProvincialAppealDecided', 'CaseExecuted', 'SanctionStarted', 'LiftingDecided'],
  ...[
    'FileEntryWithdrawn',
    'CaseArchived',
    'CaseWithdrawn',
    'CaseDismissed',
    'CaseSuspended',
    'CaseResumed',
  ],
]);

/** Their clocks; those of the office are its own affair. */
const CLOCKS: ReadonlySet<string> = new Set([
  ...['defence', 'appeal', 'appeal_conclusion', 'provincial_appeal', 'sanction'],
  'lifting_review',
]);

/** Weights and thresholds of the machine. */
const MACHINE: ReadonlySet<string> = new Set(['SignalsChanged', 'FlagWithdrawn', 'FlagRestored']);

interface Named {
  readonly id?: string;
  readonly evidence?: string | readonly string[];
  readonly name?: string;
  readonly deadline?: { readonly name: string };
  readonly by?: string;
}

/** What a student may read: undefined where an event is theirs, else the reason why not. */
export const whyNot = (
  { type, data }: RecordedEvent,
  { relied, attachments, student }: Reach,
): Withheld | undefined => {
  const { id = '', evidence, name, deadline, by } = data as Named;
  if (THEIRS.has(type)) return undefined;
  if (type === 'VoteCast') return 'deliberation';
  if (MACHINE.has(type)) return 'detector';
  if (type === 'EvidenceAdded') return relied.has(id) ? undefined : 'internal';
  if (/^Evidence(Excluded|Reaffirmed)$/.test(type))
    return relied.has(String(evidence)) ? undefined : 'internal';
  if (type === 'AttachmentAdded')
    return attachments.has(id) || by === student ? undefined : 'internal';
  if (type.startsWith('Deadline'))
    return CLOCKS.has(deadline?.name ?? name ?? '') ? undefined : 'internal';
  return 'internal';
};

export interface Reach {
  /** Ids of evidence that a notice, an answer or a decision rests on. */
  readonly relied: ReadonlySet<string>;
  /** Ids of attachments to what the student may read. */
  readonly attachments: ReadonlySet<string>;
  /** Subject id. */
  readonly student: string;
}

/** How far a student's reading reaches in these events. */
export const reachOf = (events: readonly RecordedEvent[], student: string): Reach => {
  const relied = new Set<string>();
  for (const { type, data } of events)
    if (THEIRS.has(type)) {
      const { evidence } = data as Named;
      for (const id of Array.isArray(evidence) ? evidence : []) relied.add(id as string);
    }
  const without = { relied, attachments: new Set<string>(), student };
  const attachments = new Set<string>();
  for (const event of events)
    if (whyNot(event, without) === undefined && !isLeftBehind(event))
      collect(event.data, attachments);
  return { relied, attachments, student };
};

/** The recording of a paper left behind shows who stood by (留置送达). */
const isLeftBehind = ({ type, data }: RecordedEvent): boolean =>
  type === 'DeliveryRecorded' && (data as { method?: string }).method === 'left';

/** Members `attachment` and `attachments`, at any depth. */
const collect = (value: unknown, into: Set<string>): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'attachment' && typeof inner === 'string') into.add(inner);
    if (name === 'attachments' && Array.isArray(inner))
      for (const id of inner) if (typeof id === 'string') into.add(id);
    collect(inner, into);
  }
};
