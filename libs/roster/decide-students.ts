import type { StudentDraft } from './roster-draft.js';
import type { StudentContents } from './roster-events.js';
import type { StudentRow } from './roster-rows.js';
import type { RosterState } from './roster-state.js';
import type { AccountMapping, SubjectId } from './roster-view.js';
import type { StudentEntry } from './student-book.js';
import { mappingsOf } from './view-rows.js';

/** Where student numbers get their subjects. */
export interface NumberDesk {
  /** The known subject of the number, or one drawn at its first mention. */
  subjectFor(number: string): SubjectId;
  /** Students of whom only the number is known, drawn at this desk. */
  opened(): readonly StudentDraft[];
}

export const numberDesk = (
  state: Pick<RosterState, 'subjectOf'>,
  draw: () => SubjectId,
): NumberDesk => {
  const drawn = new Map<string, SubjectId>();
  return {
    subjectFor(number) {
      const known = state.subjectOf(number) ?? drawn.get(number);
      if (known !== undefined) return known;
      const subject = draw();
      drawn.set(number, subject);
      return subject;
    },
    opened: () =>
      [...drawn].map(([number, subject]) => ({
        subject,
        college: null,
        adviser: null,
        contents: { number, name: null, accounts: [] },
      })),
  };
};

/** Students whose row says something new. */
export const decideStudents = (
  rows: readonly StudentRow[],
  state: Pick<RosterState, 'student'>,
  desk: NumberDesk,
): readonly StudentDraft[] => {
  const drafts = new Map<SubjectId, StudentDraft>();
  for (const row of rows) {
    const subject = desk.subjectFor(row.id);
    const former = drafts.get(subject) ?? draftOf(row.id, subject, state.student(subject));
    drafts.set(subject, merge(former, row));
  }
  return [...drafts.values()].filter((draft) => {
    const known = state.student(draft.subject);
    return known === undefined || differs(draft, known);
  });
};

const draftOf = (
  number: string,
  subject: SubjectId,
  known: StudentEntry | undefined,
): StudentDraft => ({
  subject,
  college: known?.college ?? null,
  adviser: known?.adviser ?? null,
  contents: {
    number,
    name: known?.name ?? null,
    accounts: (known?.accounts ?? []).map(asRow),
  },
});

const asRow = ({ source, account, from, to }: AccountMapping) => ({
  source,
  account,
  from: from === null ? null : new Date(from).toISOString(),
  to: to === null ? null : new Date(to).toISOString(),
});

const merge = (former: StudentDraft, row: StudentRow): StudentDraft => ({
  subject: former.subject,
  college: row.college === undefined ? former.college : row.college,
  adviser: row.adviser === undefined ? former.adviser : row.adviser,
  contents: {
    number: row.id,
    name: row.name === undefined ? former.contents.name : row.name,
    accounts: row.accounts === undefined ? former.contents.accounts : accountsIn(row),
  },
});

const accountsIn = (row: StudentRow): StudentContents['accounts'] =>
  (row.accounts ?? []).map(({ source, account, from = null, to = null }) => ({
    source,
    account,
    from,
    to,
  }));

const differs = (draft: StudentDraft, known: StudentEntry): boolean =>
  draft.college !== (known.college ?? null) ||
  draft.adviser !== (known.adviser ?? null) ||
  draft.contents.name !== (known.name ?? null) ||
  !sameMappings(mappingsOf(draft.contents.accounts), known.accounts);

/** Equal as sets: intervals of one account never overlap, so each stands there once. */
const sameMappings = (a: readonly AccountMapping[], b: readonly AccountMapping[]): boolean =>
  a.length === b.length &&
  a.every((one) =>
    b.some(
      (other) =>
        one.source === other.source &&
        one.account === other.account &&
        one.from === other.from &&
        one.to === other.to,
    ),
  );
