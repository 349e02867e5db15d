import { accept, type Decider } from '../../event-sourcing/decider.js';
import { sameRecord, type GradeEvent, type Statement, type Verification } from './grade-book.js';

export interface GradeEntry {
  readonly stated?: Statement;
  readonly verified?: Verification;
}

/** By subject id. */
export type GradeBook = ReadonlyMap<string, GradeEntry>;

export type GradeCommand =
  /** The registry says what it holds; an older word than the known one changes nothing. */
  | {
      readonly type: 'state';
      readonly offering: string;
      readonly rows: readonly (Statement & { readonly student: string })[];
    }
  /**
   * Whoever may verify has looked at these records as they were `seen`; one that the registry has
   * changed meanwhile stays unverified.
   */
  | {
      readonly type: 'verify';
      readonly offering: string;
      readonly by: string;
      readonly at: number;
      readonly seen: readonly { readonly student: string; readonly statement: Statement }[];
    };

/** Stream `grades-<offering>`: what the registry holds, and who found it right. */
export const gradeBookDecider: Decider<GradeBook, GradeCommand, GradeEvent, never> = {
  initialState: new Map(),
  decide: (command, book) =>
    command.type === 'state' ? state(command, book) : verify(command, book),
  evolve: (book, event) => {
    const { student } = event.data;
    const before = book.get(student);
    const after =
      event.type === 'RegistryGradeStated'
        ? { ...before, stated: event.data }
        : { ...before, verified: event.data };
    return new Map(book).set(student, after);
  },
};

const state = ({ offering, rows }: Extract<GradeCommand, { type: 'state' }>, book: GradeBook) => {
  const latest = new Map<string, Statement>();
  for (const { student, ...row } of rows) {
    const known = latest.get(student) ?? book.get(student)?.stated;
    // Of one instant the later word counts.
    if (!known || (row.at >= known.at && !sameRecord(row, known))) latest.set(student, row);
  }
  return accept(
    ...[...latest].map(([student, data]): GradeEvent => ({
      type: 'RegistryGradeStated',
      data: { ...data, offering, student },
    })),
  );
};

const verify = (
  { offering, by, at, seen }: Extract<GradeCommand, { type: 'verify' }>,
  book: GradeBook,
) =>
  accept(
    ...seen.flatMap(({ student, statement }): GradeEvent[] => {
      const { stated, verified } = book.get(student) ?? {};
      if (!stated || !sameRecord(stated, statement)) return [];
      if (verified && verified.at >= stated.at && sameRecord(verified, stated)) return [];
      const { result, grade } = stated;
      const record = { result, ...(grade !== undefined && { grade }) };
      return [{ type: 'GradeVerified', data: { ...record, by, at, offering, student } }];
    }),
  );
