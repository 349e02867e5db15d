import { isDeepStrictEqual } from 'node:util';
import type { IdentityMap } from './identity-map.js';
import type { StudentContents, StudentFact } from './roster-events.js';
import type { AccountMapping, RosterChange, Student, SubjectId } from './roster-view.js';
import { mappingsOf } from './view-rows.js';

/** A student with the personal part, which lives in the vault and in memory only. */
export interface StudentEntry extends Student {
  readonly number: string | undefined;
  readonly name: string | undefined;
}

const NO_ACCOUNTS: readonly AccountMapping[] = [];

/** Students by subject and by number; keeps the identity map in step. */
export class StudentBook {
  private readonly bySubject = new Map<SubjectId, StudentEntry>();
  private readonly byNumber = new Map<string, SubjectId>();
  private readonly texts = new Map<string, string>();

  constructor(private readonly identity: IdentityMap) {}

  get(subject: SubjectId): StudentEntry | undefined {
    return this.bySubject.get(subject);
  }

  subjectOf(number: string): SubjectId | undefined {
    return this.byNumber.get(number);
  }

  subjects(): Iterable<SubjectId> {
    return this.bySubject.keys();
  }

  /** `contents` as the vault gave it back, undefined once erased. */
  put(fact: StudentFact, contents: unknown): readonly RosterChange[] {
    const personal = contents as StudentContents | undefined;
    const former = this.bySubject.get(fact.subject);
    const entry: StudentEntry = {
      subject: former?.subject ?? fact.subject,
      college: this.intern(fact.college),
      adviser: this.intern(fact.adviser),
      number: personal?.number,
      name: personal?.name ?? undefined,
      accounts: personal === undefined ? NO_ACCOUNTS : this.mappings(personal),
    };
    if (former?.number !== undefined) this.byNumber.delete(former.number);
    if (entry.number !== undefined) this.byNumber.set(entry.number, entry.subject);
    this.bySubject.set(entry.subject, entry);
    const accounts = this.identity.replace(
      entry.subject,
      former?.accounts ?? NO_ACCOUNTS,
      entry.accounts,
    );
    return [
      ...(isDeepStrictEqual(former, entry)
        ? []
        : [{ kind: 'student' as const, subject: entry.subject }]),
      ...accounts.map((change) => ({ kind: 'account' as const, ...change })),
    ];
  }

  /** As if the student had never been named; answers what changed. */
  forget(subject: SubjectId): readonly RosterChange[] {
    const former = this.bySubject.get(subject);
    if (former === undefined) return [];
    if (former.number !== undefined) this.byNumber.delete(former.number);
    this.bySubject.delete(subject);
    const accounts = this.identity.replace(subject, former.accounts, NO_ACCOUNTS);
    return [
      { kind: 'student', subject },
      ...accounts.map((change) => ({ kind: 'account' as const, ...change })),
    ];
  }

  private mappings(personal: StudentContents): readonly AccountMapping[] {
    if (personal.accounts.length === 0) return NO_ACCOUNTS;
    return mappingsOf(personal.accounts).map((mapping) => ({
      ...mapping,
      source: this.intern(mapping.source) ?? mapping.source,
      // Most accounts are the student number: one string for both.
      account: mapping.account === personal.number ? personal.number : mapping.account,
    }));
  }

  /** Colleges, advisers and sources are few: one string each. */
  private intern(text: string | null): string | undefined {
    if (text === null) return undefined;
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, text);
    return text;
  }
}
