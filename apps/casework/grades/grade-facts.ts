import { Inject, Injectable } from '@nestjs/common';
import type { CaseIndex, CaseRow } from '../../../libs/cases/case-index.js';
import type { GradeBook } from '../../../libs/outcomes/grade-book/grade-book.decider.js';
import {
  reconcile,
  type GradeFacts,
  type Reconciled,
} from '../../../libs/outcomes/grade-book/reconcile.js';
import { isOpenCase } from '../../../libs/outcomes/open-case.js';
import { CASE_INDEX } from '../../../libs/platform/tokens.js';
import { CaseIndexReader } from '../cases/case-index-reader.js';
import { OutcomeDesk } from '../outcomes/outcome-desk.js';
import { OutcomesFile } from '../webhooks/outcomes-file.js';
import { Outbox } from '../webhooks/outbox.js';
import { GradeDesk } from './grade-desk.js';
import { PlatformGrades } from './platform-grades.js';

/** The three books of one offering, opened at one moment. */
export interface OpenBooks {
  readonly offering: string;
  readonly book: GradeBook;
  readonly cases: readonly CaseRow[];
  readonly inFile: boolean;
}

/** One student's grade from all sides. */
export interface GradeSeen {
  readonly facts: GradeFacts;
  readonly reconciled: Reconciled | undefined;
  /** Ids of the cases that people are at work on. */
  readonly openCases: readonly string[];
}

const PAGE = 500;

/** Collects what the platforms recorded, what we told the registry and what the registry holds. */
@Injectable()
export class GradeFactsReader {
  constructor(
    private readonly desk: GradeDesk,
    private readonly outcomes: OutcomeDesk,
    private readonly platform: PlatformGrades,
    private readonly reader: CaseIndexReader,
    private readonly outbox: Outbox,
    private readonly file: OutcomesFile,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
  ) {}

  async open(offering: string): Promise<OpenBooks> {
    await this.reader.caughtUp();
    await this.outbox.caughtUp();
    return {
      offering,
      book: await this.desk.load(offering),
      cases: await this.casesOf({ offering }),
      inFile: await this.file.holdsAll(),
    };
  }

  async seen({ offering, book, cases, inFile }: OpenBooks, subject: string): Promise<GradeSeen> {
    const theirs = cases.filter(({ student }) => student === subject);
    const facts: GradeFacts = {
      ...book.get(subject),
      platform: await this.platform.of(subject, offering),
      told: await Promise.all(theirs.map(({ id }) => this.outcomes.load(id))),
      isSent: (outcome) => inFile || this.outbox.board.wasSent(outcome),
    };
    const openCases = theirs.filter(isOpenCase).map(({ id }) => id);
    return { facts, reconciled: reconcile(facts), openCases };
  }

  /** All cases that fit, withdrawn ones excepted. */
  async casesOf(filter: { offering: string; student?: string }): Promise<readonly CaseRow[]> {
    await this.reader.caughtUp();
    const found: CaseRow[] = [];
    for (;;) {
      const last = found.at(-1);
      const page = await this.index.list({
        ...{ ...filter, scope: { kind: 'all' }, sort: 'id', descending: false, limit: PAGE },
        ...(last && { after: { value: last.id, id: last.id } }),
      });
      found.push(...page);
      if (page.length < PAGE) return found;
    }
  }
}
