import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Statement, Verification } from '../../../libs/outcomes/grade-book/grade-book.js';
import type { PlatformGrade } from '../../../libs/outcomes/grade-book/platform-grade.js';
import { decodeCursor, encodeCursor, type Page } from '../../../libs/platform/http/paging.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { GradeFactsReader, type GradeSeen, type OpenBooks } from './grade-facts.js';
import type { ReconciliationQuery } from './grades.dto.js';
import { visibleOffering } from './offering-access.js';

/** Students looked at for one page, so that an offering on which all agree costs a bounded answer. */
const LOOKED_AT = 500;

type Shown = Readonly<Record<string, unknown>>;
const isKey = (value: unknown): value is string => typeof value === 'string';

/** Where platform, outcomes and registry disagree on an offering's grades. */
export class ReconcileGrades extends Query<Page<Shown>> {
  constructor(
    readonly query: ReconciliationQuery,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(ReconcileGrades)
export class ReconcileGradesHandler implements IQueryHandler<ReconcileGrades> {
  constructor(
    private readonly reader: GradeFactsReader,
    private readonly roster: RosterReader,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ query, caller }: ReconcileGrades): Promise<Page<Shown>> {
    const { offering, cursor, limit, all } = query;
    await this.roster.caughtUp();
    visibleOffering(this.roster.view, caller, offering);
    const after = decodeCursor(cursor, isKey) ?? '';
    const books = await this.reader.open(offering);
    const students = this.studentsOf(books).filter(({ key }) => key > after);
    const items: Shown[] = [];
    let looked = 0;
    for (const { subject } of students.slice(0, LOOKED_AT)) {
      if (items.length === limit) break;
      const shown = this.shown(subject, await this.reader.seen(books, subject), all);
      if (shown) items.push(shown);
      looked += 1;
    }
    const last = students[looked - 1];
    return looked < students.length && last ? { items, next: encodeCursor(last.key) } : { items };
  }

  /** Everybody whom one of the three books knows in the offering, in the order of their numbers. */
  private studentsOf({ offering, book, cases }: OpenBooks) {
    const { view } = this.roster;
    const subjects = new Set([
      ...view.enrolledIn(offering),
      ...book.keys(),
      ...cases.map(({ student }) => student),
    ]);
    return [...subjects]
      .map((subject) => ({ subject, key: view.numberOf(subject) ?? `\u{10FFFF}${subject}` }))
      .sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  private shown(subject: string, seen: GradeSeen, all: boolean): Shown | undefined {
    const { reconciled, facts, openCases } = seen;
    if (!reconciled || (!all && reconciled.differences.length === 0)) return undefined;
    const { state, differences, inForce, standing } = reconciled;
    const stamp = instantIn(this.installation.zone);
    const { platform, stated, verified } = facts;
    return {
      student: this.roster.view.numberOf(subject) ?? null,
      state,
      differences,
      platform: platform ? shownPlatform(platform, stamp) : null,
      sent: inForce ? { id: inForce.id, kind: inForce.kind } : null,
      ...(standing.length > 1 && { instructions: standing.map(({ id, kind }) => ({ id, kind })) }),
      registry: stated ? shownRecord(stated, stamp) : null,
      ...(verified && { verified: { ...shownRecord(verified, stamp), by: verified.by } }),
      caseOpen: openCases.length > 0,
    };
  }
}

type Stamp = (instant: number) => string;

const shownPlatform = ({ grade, components, at }: PlatformGrade, stamp: Stamp) => ({
  ...(grade !== undefined && { grade }),
  components,
  at: stamp(at),
});

const shownRecord = ({ result, grade, at }: Statement | Verification, stamp: Stamp) => ({
  result,
  ...(grade !== undefined && { grade }),
  at: stamp(at),
});
