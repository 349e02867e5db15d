import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isOpenCase } from '../../../libs/outcomes/open-case.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { OutcomeDesk } from '../outcomes/outcome-desk.js';
import { GradeFactsReader } from './grade-facts.js';
import type { CreditQuery } from './grades.dto.js';
import { visibleOffering } from './offering-access.js';

export interface CreditAnswer {
  readonly student: string;
  readonly offering: string;
  readonly blocked: boolean;
  readonly article: string;
  readonly reasons: readonly ('case_open' | 'outcome_in_force')[];
  /** Ids of the cases behind the reasons. */
  readonly cases: readonly string[];
}

/** Art. 23: credits of an outside course are not recognised while a case on it is open. */
export class GetCreditRecognition extends Query<CreditAnswer> {
  constructor(
    readonly query: CreditQuery,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetCreditRecognition)
export class GetCreditRecognitionHandler implements IQueryHandler<GetCreditRecognition> {
  constructor(
    private readonly reader: GradeFactsReader,
    private readonly outcomes: OutcomeDesk,
    private readonly roster: RosterReader,
  ) {}

  async execute({ query, caller }: GetCreditRecognition): Promise<CreditAnswer> {
    await this.roster.caughtUp();
    const { view } = this.roster;
    const { student, offering } = query;
    visibleOffering(view, caller, offering);
    const subject = view.subjectOf(student);
    if (subject === undefined) throw notFound('this student');
    const open: string[] = [];
    const inForce: string[] = [];
    for (const row of await this.reader.casesOf({ offering, student: subject })) {
      const { standing } = await this.outcomes.load(row.id);
      if (isOpenCase(row)) open.push(row.id);
      else if (standing.kind === 'in_force' && standing.message.kind !== 'none')
        inForce.push(row.id);
    }
    const reasons = [
      ...(open.length > 0 ? (['case_open'] as const) : []),
      ...(inForce.length > 0 ? (['outcome_in_force'] as const) : []),
    ];
    return {
      ...{ student, offering, blocked: reasons.length > 0, article: 'qhnu-online@1#23' },
      ...{ reasons, cases: [...open, ...inForce] },
    };
  }
}
