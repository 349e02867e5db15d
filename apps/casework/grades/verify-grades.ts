import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { sameRecord, type Statement } from '../../../libs/outcomes/grade-book/grade-book.js';
import type { GradeBook } from '../../../libs/outcomes/grade-book/grade-book.decider.js';
import type { Principal } from '../../../libs/platform/principal.js';
import type { Finding } from '../../../libs/regulation/compliance/compliance.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { Offering } from '../../../libs/roster/roster-view.js';
import { GetCompliance } from '../compliance/get-compliance.js';
import { CompletionReader } from '../progress/completion-reader.js';
import { GradeDesk } from './grade-desk.js';
import { GradeFactsReader, type GradeSeen } from './grade-facts.js';
import { visibleOffering } from './offering-access.js';

export type VerificationGuard =
  | 'UnknownStudent'
  | 'PartsMissing'
  | 'ComplianceBlocks'
  | 'CaseOpen'
  | 'RegistrySilent'
  | 'BooksDiffer';

export interface VerificationReceipt {
  readonly student: string;
  readonly ok: boolean;
  readonly state?: 'verified';
  readonly guard?: VerificationGuard;
  readonly article?: string;
  readonly detail?: string;
}

/** Art. 19(4): the course owner verifies grades in the registry; each student has a receipt. */
export class VerifyGrades extends Command<{ readonly receipts: readonly VerificationReceipt[] }> {
  constructor(
    readonly offering: string,
    readonly students: readonly string[] | undefined,
    readonly caller: Principal,
  ) {
    super();
  }
}

type Refused = Omit<VerificationReceipt, 'student' | 'ok' | 'state'>;

/** Verified as seen, unless the registry was faster. */
interface Seen {
  readonly student: string;
  readonly statement: Statement;
}

const MOST_NAMED = 10;
const ARTICLE = 'qhnu-online@1#19-4';

@CommandHandler(VerifyGrades)
export class VerifyGradesHandler implements ICommandHandler<VerifyGrades> {
  constructor(
    private readonly desk: GradeDesk,
    private readonly reader: GradeFactsReader,
    private readonly roster: RosterReader,
    private readonly queries: QueryBus,
    private readonly completions: CompletionReader,
  ) {}

  async execute({ offering, students, caller }: VerifyGrades) {
    await this.roster.caughtUp();
    const { view } = this.roster;
    const course = visibleOffering(view, caller, offering);
    const blocking = await this.blocking(offering);
    const books = await this.reader.open(offering);
    const numbers = students ?? [...books.book.keys()].flatMap((one) => view.numberOf(one) ?? []);
    const looked = new Map<string, Refused | Seen>();
    for (const student of new Set(numbers)) {
      const subject = view.subjectOf(student);
      const found = subject === undefined ? undefined : await this.reader.seen(books, subject);
      const statement = found?.facts.stated;
      const refused = found
        ? (refusal(found, blocking) ?? (await this.partsMissing(found, course, subject ?? '')))
        : UNKNOWN;
      if (refused) looked.set(student, refused);
      else if (subject && statement) looked.set(student, { student: subject, statement });
    }
    const seen = [...looked.values()].filter((one) => 'statement' in one);
    const command = {
      type: 'verify' as const,
      offering,
      by: caller.name,
      at: this.desk.now(),
      seen,
    };
    await this.desk.run(command, { role: caller.role, person: caller.name });
    const after = await this.desk.load(offering);
    return { receipts: [...looked].map(([student, one]) => receiptOf(student, one, after)) };
  }

  /**
   * Art. 10: an elective's credit is earned by all of its parts, by what the platforms recorded of them.
   * A record that gives no credit waits for nothing.
   */
  private async partsMissing(
    { facts }: GradeSeen,
    course: Offering,
    subject: string,
  ): Promise<Refused | undefined> {
    const article = this.completions.requiredBy(course);
    if (article === undefined || facts.stated?.result !== 'passed') return undefined;
    const completion = await this.completions.of(subject, course);
    if (!completion || completion.missing.length === 0) return undefined;
    const named = completion.missing.map(({ kind, id }) => `${kind} ${id}`);
    const more = named.length > MOST_NAMED ? `, and ${String(named.length - MOST_NAMED)} more` : '';
    const detail = `not completed: ${named.slice(0, MOST_NAMED).join(', ')}${more}`;
    return { guard: 'PartsMissing', article, detail };
  }

  /** The finding of art. 19(1) or another that stops the verification, if there is one. */
  private async blocking(offering: string): Promise<Finding | undefined> {
    const anybody: Principal = { role: 'auditor', name: 'system' };
    const { items } = await this.queries.execute(new GetCompliance(offering, anybody));
    return items.find(({ severity }) => severity === 'block');
  }
}

/** The registry may have changed its record while the others were looked at. */
const receiptOf = (student: string, one: Refused | Seen, after: GradeBook): VerificationReceipt => {
  if (!('statement' in one)) return { student, ok: false, ...one };
  const verified = after.get(one.student)?.verified;
  return verified && sameRecord(verified, one.statement)
    ? { student, ok: true, state: 'verified' }
    : { student, ok: false, guard: 'BooksDiffer', article: ARTICLE, detail: 'changed meanwhile' };
};

const UNKNOWN: Refused = { guard: 'UnknownStudent', detail: 'the student is not in the roster' };

const refusal = (
  { facts, reconciled, openCases }: GradeSeen,
  blocking: Finding | undefined,
): Refused | undefined => {
  if (blocking)
    return { guard: 'ComplianceBlocks', article: blocking.article, detail: blocking.detail.en };
  if (openCases.length > 0)
    return { guard: 'CaseOpen', article: ARTICLE, detail: 'a case on this grade is open' };
  if (!facts.stated)
    return { guard: 'RegistrySilent', article: ARTICLE, detail: 'the registry holds no record' };
  const differences = (reconciled?.differences ?? []).filter(
    (one) => one !== 'changed_after_verification',
  );
  return differences.length === 0
    ? undefined
    : { guard: 'BooksDiffer', article: ARTICLE, detail: differences.join(', ') };
};
