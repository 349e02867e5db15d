import type { ComplianceOutcome } from '../../../cases/compliance/commands.js';
import { stillStanding, type OfferingFinding } from '../../../cases/compliance/offering-finding.js';
import type { CaseEventOf } from '../../../cases/events.js';
import type { Clause } from '../clauses.js';
import { textIn } from './notice-facts.js';
import { clausesOf, headOf, textOf, textOrErased, type Head, type Printing } from './printing.js';

/** What every paper between the school and the college of an offering says. */
export interface CollegeFacts extends Head {
  readonly college: string;
  /** What somebody says in it; absent where it was erased. */
  readonly facts?: string;
  readonly findings: readonly FindingLine[];
  /** Of the findings, each once. */
  readonly clauses: readonly Clause[];
}

export interface FindingLine extends OfferingFinding {
  /** Whether the offering still had it when the paper was made. */
  readonly stands: boolean;
}

export interface CollegeNoticeFacts extends CollegeFacts {
  /** Working days. */
  readonly answerDays: number;
}

export interface CollegeAnswerFacts extends CollegeFacts {
  readonly answeredBy: string;
  readonly remedied: boolean;
  readonly attachments: readonly string[];
}

export interface ConclusionFacts extends CollegeFacts {
  readonly outcome: ComplianceOutcome;
  /** Milliseconds. */
  readonly noticedAt: number;
  readonly answers: readonly {
    readonly at: number;
    readonly remedied: boolean;
    readonly text: string;
  }[];
}

export const collegeNoticeFacts = (printing: Printing): CollegeNoticeFacts => {
  const { data } = printing.event as CaseEventOf<'CollegeNotified'>;
  return { ...common(printing, data), ...said(printing, data.facts), answerDays: data.answerDays };
};

export const collegeAnswerFacts = (printing: Printing): CollegeAnswerFacts | undefined => {
  const { by, remedied, text, attachments } = (printing.event as CaseEventOf<'CollegeAnswered'>)
    .data;
  const { stage } = printing.found;
  if (!('toCollege' in stage)) return undefined;
  return {
    ...common(printing, stage.toCollege),
    ...said(printing, text),
    ...{ answeredBy: printing.people.nameOf(by), remedied, attachments },
  };
};

export const conclusionFacts = (printing: Printing): ConclusionFacts | undefined => {
  const { outcome, facts } = (printing.event as CaseEventOf<'ComplianceConcluded'>).data;
  const { stage } = printing.found;
  if (!('toCollege' in stage)) return undefined;
  return {
    ...common(printing, stage.toCollege),
    ...said(printing, facts),
    outcome,
    noticedAt: stage.toCollege.at,
    answers: stage.answers.map(({ at, remedied, text }) => ({
      ...{ at, remedied, text: textOrErased(printing, text) },
    })),
  };
};

const said = (printing: Printing, ref: Parameters<typeof textOf>[1]) =>
  textIn(textOf(printing, ref));

const common = (
  printing: Printing,
  { college, findings }: CaseEventOf<'CollegeNotified'>['data'],
): CollegeFacts => {
  const standing = stillStanding(findings, printing.found.facts.findings);
  return {
    ...headOf(printing),
    college,
    findings: findings.map((one) => ({ ...one, stands: standing.includes(one) })),
    clauses: clausesOf(printing, [...new Set(findings.map(({ article }) => article))]),
  };
};
