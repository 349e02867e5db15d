import type { NoticeContent, Right } from '../../../cases/documents.js';
import type { CaseEventOf } from '../../../cases/events.js';
import type { OutcomeKind, ShortOutcome } from '../../../cases/outcome-kind.js';
import type { DisciplineLevel } from '../../../regulation/discipline-level.js';
import type { Clause } from '../clauses.js';
import {
  clausesOf,
  evidenceLines,
  headOf,
  textOf,
  type EvidenceLine,
  type Head,
  type Printing,
} from './printing.js';
import { signalLines, type SignalLine } from './signal-lines.js';

export interface NoticeFacts extends Head {
  readonly facts?: string;
  readonly evidence: readonly EvidenceLine[];
  /** Of the short path. */
  readonly signals: readonly SignalLine[];
  readonly clauses: readonly Clause[];
  readonly proposed: {
    readonly outcome: OutcomeKind | ShortOutcome;
    readonly maxLevel?: DisciplineLevel;
  };
  readonly rights: readonly Right[];
  /** Working days. */
  readonly defenceDays: number;
}

type Notice = NoticeContent<OutcomeKind | ShortOutcome> & { readonly defenceDays: number };

export const noticeFacts = (printing: Printing): NoticeFacts => {
  const data: Notice = (
    printing.event as CaseEventOf<'NoticeIssued'> | CaseEventOf<'ObjectionInvited'>
  ).data;
  return {
    ...headOf(printing),
    ...textIn(textOf(printing, data.facts)),
    evidence: evidenceLines(printing, data.evidence),
    signals: signalLines(printing, data.evidence),
    clauses: clausesOf(printing, data.clauses),
    proposed: data.proposed,
    rights: data.rights,
    defenceDays: data.defenceDays,
  };
};

export const textIn = (facts: string | undefined): { facts?: string } =>
  facts === undefined ? {} : { facts };
