import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import { deliveryNotes } from '../disclosure/deliveries.js';
import { PersonCodes } from '../disclosure/person-codes.js';
import type { Profile } from '../profile.js';
import type { KnownPersons } from './known-persons.js';
import type { Span } from './located-names.js';
import { idWord, nameWord, type Word } from './word.js';

/** Somebody whom the reader must not learn of, and what stands in the place of their names. */
export interface HiddenPerson {
  /** `student-1`, `account-1`, `witness-1`, `officer-1`; the last as in the rest of the file. */
  readonly code: string;
  readonly words: readonly Word[];
  /** By vault id of a text, where a name stands that was erased since. */
  readonly located?: ReadonlyMap<string, readonly Span[]>;
}

export interface HiddenNames {
  readonly hidden: readonly HiddenPerson[];
  /** Whoever bears these stays, also where one of them holds a hidden name. */
  readonly kept: readonly Word[];
}

export interface HidingFrom {
  readonly profile: Profile;
  /** The case's events up to the version shown. */
  readonly events: readonly RecordedEvent[];
  readonly vault: ReadonlyMap<string, VaultEntry>;
  readonly known: KnownPersons;
  /** Accounts in cited vendors' events that are not the student's. */
  readonly accounts: readonly string[];
}

export const NOBODY: HiddenNames = { hidden: [], kept: [] };

/**
 * Whose names do not stand in the texts of a profile: from a panel other students, whose case it does
 * not hear; from the student also the staff and the witnesses of a delivery, whom the rest of that
 * profile withholds. Court, archive and appeals committee read texts as they were written.
 */
export const namesHidden = (from: HidingFrom): HiddenNames => {
  const { profile, known } = from;
  if (profile !== 'student' && profile !== 'panel') return NOBODY;
  const staff = [...known.staff].flatMap(([id, names]) => [idWord(id), ...names.map(nameWord)]);
  return {
    hidden: [
      ...others(from),
      ...(profile === 'student' ? [...witnesses(from), ...staffOf(from)] : []),
    ],
    kept: [...known.student, ...(profile === 'panel' ? staff : [])],
  };
};

/**
 * Of those, whose data vendors' events may hold: other students. Who teaches or works on the case is no
 * secret in what a platform recorded.
 */
export const studentsHidden = (from: HidingFrom): HiddenNames => {
  const { profile, known } = from;
  return profile === 'student' || profile === 'panel'
    ? { hidden: others(from), kept: known.student }
    : NOBODY;
};

/** Students in the order in which the case came to know them; then accounts that are none of theirs. */
const others = ({ known, accounts }: HidingFrom): HiddenPerson[] => {
  const students = known.others.map(({ words, located }, at) => ({
    code: `student-${String(at + 1)}`,
    words,
    located,
  }));
  const theirs = new Set(
    [...students.flatMap(({ words }) => words), ...known.student].map(({ text }) => text),
  );
  const rest = [...new Set(accounts)].filter((account) => !theirs.has(account)).sort();
  return [
    ...students,
    ...rest.map((account, at) => ({ code: `account-${String(at + 1)}`, words: [idWord(account)] })),
  ];
};

const SEPARATORS = /[\s,，、;；:：(（)）]+/u;

/** A witness is recorded in free words: `王证人（宿管，电话…）`. The whole, and what it begins with. */
const witnesses = ({ events, vault }: HidingFrom): HiddenPerson[] => {
  const noted = new Set(events.flatMap(witnessRefs));
  return [...noted].flatMap((id, at) => {
    const entry = vault.get(id);
    if (!entry) return [];
    const whole = new TextDecoder().decode(entry.bytes).trim();
    const [first = whole] = whole.split(SEPARATORS);
    return [{ code: `witness-${String(at + 1)}`, words: [nameWord(whole), nameWord(first)] }];
  });
};

const witnessRefs = (event: RecordedEvent): readonly string[] => {
  if (deliveryNotes(event).length === 0) return [];
  const { proof } = event.data as {
    readonly proof?: { readonly witnesses?: readonly { readonly vault: string }[] };
  };
  return (proof?.witnesses ?? []).map((ref) => ref.vault);
};

const staffOf = ({ events, known }: HidingFrom): HiddenPerson[] => {
  const { student = '' } = (events[0]?.data ?? {}) as { readonly student?: string };
  return [...new PersonCodes(events, student).all()].map(([id, code]) => ({
    code,
    words: [idWord(id), ...(known.staff.get(id) ?? []).map(nameWord)],
  }));
};
