import type { Answer } from '../../../cases/documents.js';
import type { CaseEventOf } from '../../../cases/events.js';
import type { OutcomeKind, ShortOutcome } from '../../../cases/outcome-kind.js';
import type { Text } from '../../../cases/text.js';
import type { DisciplineLevel } from '../../../regulation/discipline-level.js';
import type { Clause } from '../clauses.js';
import { textIn } from './notice-facts.js';
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

export interface DecisionFacts extends Head {
  readonly facts?: string;
  readonly evidence: readonly EvidenceLine[];
  /** Of the short path. */
  readonly signals: readonly SignalLine[];
  readonly clauses: readonly Clause[];
  readonly outcome: OutcomeKind | ShortOutcome;
  readonly level?: DisciplineLevel;
  readonly periodMonths?: number;
  /** Each point of the defence, or the objections as one. */
  readonly points: readonly { readonly point?: string; readonly answer?: string }[];
  readonly closedBy: 'filed' | 'waived' | 'lapsed';
  /** Milliseconds. */
  readonly noticedAt: number;
  /** Calendar days from delivery; 0 where the policy names none. */
  readonly appealDays: number;
  readonly provincialAppealDays: number;
  readonly effectiveOn: 'final' | 'served';
}

/** Undefined where the case was not decided by this event. */
export const decisionFacts = (printing: Printing): DecisionFacts | undefined => {
  const { stage } = printing.found;
  const { appealDays, provincialAppealDays, effectiveOn } = printing.reference.limits;
  const common = { ...headOf(printing), appealDays, provincialAppealDays, effectiveOn };
  if ('confirmation' in stage)
    return { ...common, ...confirmed(printing, stage.confirmation, stage) };
  if (!('decision' in stage)) return undefined;
  const { decision, defence, closedBy, notice } = stage;
  return {
    ...common,
    ...textIn(textOf(printing, decision.facts)),
    evidence: evidenceLines(printing, decision.evidence),
    signals: [],
    clauses: clausesOf(printing, decision.clauses),
    outcome: decision.outcome,
    ...(decision.level === undefined ? {} : { level: decision.level }),
    ...(decision.periodMonths === undefined ? {} : { periodMonths: decision.periodMonths }),
    points: defence.points.map((point, at) => answered(printing, point, at + 1, defence.answers)),
    closedBy,
    noticedAt: notice.at,
  };
};

type Confirmation = CaseEventOf<'CaseConfirmed'>['data'];
interface Invited {
  readonly notice: CaseEventOf<'ObjectionInvited'>['data'];
  readonly objections: readonly Text[];
  readonly closedBy: 'filed' | 'lapsed';
}

const confirmed = (
  printing: Printing,
  confirmation: Confirmation,
  { notice, objections, closedBy }: Invited,
) => ({
  ...textIn(textOf(printing, confirmation.facts)),
  evidence: evidenceLines(printing, notice.evidence),
  signals: signalLines(printing, notice.evidence),
  clauses: clausesOf(printing, notice.clauses),
  outcome: confirmation.outcome,
  points: objections.map((text, at) => ({
    ...named('point', textOf(printing, text)),
    // One answer for all of them: it stands behind the last.
    ...named(
      'answer',
      at === objections.length - 1
        ? textOf(printing, confirmation.answer)
        : '（与最后一点一并答复）',
    ),
  })),
  closedBy,
  noticedAt: notice.at,
});

const answered = (
  printing: Printing,
  point: Text,
  number: number,
  answers: readonly Answer[],
): DecisionFacts['points'][number] => ({
  ...named('point', textOf(printing, point)),
  ...named('answer', textOf(printing, answers.findLast((one) => one.point === number)?.answer)),
});

const named = <Name extends string>(name: Name, text: string | undefined) =>
  (text === undefined ? {} : { [name]: text }) as Partial<Record<Name, string>>;
