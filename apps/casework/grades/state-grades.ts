import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { parseInstant } from '../../../libs/activity/instant.js';
import type { Statement } from '../../../libs/outcomes/grade-book/grade-book.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { GradeDesk } from './grade-desk.js';
import type { RegistryGrade } from './grades.dto.js';

interface Refused {
  readonly index: number;
  readonly code: 'unknown_student' | 'unknown_offering';
  readonly message: string;
  readonly pointer: string;
}

export interface StatedReceipt {
  readonly stated: number;
  /** Known already, or older than what is known. */
  readonly unchanged: number;
  readonly rejected: readonly Refused[];
}

/** The registry says which grades it holds. Saying the same again changes nothing. */
export class StateGrades extends Command<StatedReceipt> {
  constructor(
    readonly rows: readonly RegistryGrade[],
    readonly caller: Principal,
  ) {
    super();
  }
}

type Row = Statement & { readonly student: string };

@CommandHandler(StateGrades)
export class StateGradesHandler implements ICommandHandler<StateGrades> {
  constructor(
    private readonly desk: GradeDesk,
    private readonly roster: RosterReader,
  ) {}

  async execute({ rows, caller }: StateGrades): Promise<StatedReceipt> {
    await this.roster.caughtUp();
    const byOffering = new Map<string, Row[]>();
    const rejected = rows.flatMap((row, index) => this.place(row, index, byOffering) ?? []);
    let stated = 0;
    for (const [offering, theirs] of byOffering) {
      const command = { type: 'state' as const, offering, rows: theirs };
      stated += (await this.desk.run(command, { role: caller.role, person: caller.name })).length;
    }
    return { stated, unchanged: rows.length - rejected.length - stated, rejected };
  }

  /** Puts the row beside the others of its offering, or says why it cannot be taken. */
  private place(row: RegistryGrade, index: number, all: Map<string, Row[]>): Refused | undefined {
    const at = parseInstant(row.at) ?? Number.NaN;
    if (!(at <= this.desk.now()))
      throw new Problem(400, 'invalid', 'must be a time that has come', {
        pointer: `/items/${index}/at`,
      });
    const { view } = this.roster;
    const { offering, result, grade, reference } = row;
    const refused = (code: Refused['code'], member: string): Refused => ({
      ...{ index, code, pointer: `/items/${index}/${member}` },
      message: `${member} is not in the roster`,
    });
    if (!view.offering(offering)) return refused('unknown_offering', 'offering');
    const student = view.subjectOf(row.student);
    if (student === undefined) return refused('unknown_student', 'student');
    const statement = {
      ...{ student, result, at },
      ...(grade !== undefined && { grade }),
      ...(reference !== undefined && { reference }),
    };
    all.set(offering, [...(all.get(offering) ?? []), statement]);
    return undefined;
  }
}
