import type { NewVaultEntry, Vault, VaultRef } from '../event-sourcing/vault.js';
import type {
  PersonContents,
  PersonFact,
  RosterEvent,
  StudentContents,
  StudentFact,
} from './roster-events.js';

/** A student's fact before its personal part lies in the vault. */
export type StudentDraft = Omit<StudentFact, 'ref'> & { readonly contents: StudentContents };

export type PersonDraft = Omit<PersonFact, 'ref'> & { readonly contents: PersonContents | null };

type Plain = Exclude<RosterEvent, { type: 'StudentsUpserted' | 'PeopleUpserted' }>;

/** An event of the roster whose personal parts are still in the open. */
export type RosterDraft =
  | { readonly type: 'StudentsUpserted'; readonly rows: readonly StudentDraft[] }
  | { readonly type: 'PeopleUpserted'; readonly rows: readonly PersonDraft[] }
  | {
      [E in Plain as E['type']]: { readonly type: E['type']; readonly rows: E['data']['rows'] };
    }[Plain['type']];

const JSON_TYPE = 'application/json';

/** Puts the personal parts into the vault, each under its owner, and answers the events. */
export const lodge = async (
  drafts: readonly RosterDraft[],
  vault: Vault,
): Promise<readonly RosterEvent[]> => {
  const entries = drafts.flatMap((draft): readonly NewVaultEntry[] => entriesOf(draft));
  const refs = entries.length === 0 ? [] : await vault.put(entries);
  const next = refs[Symbol.iterator]();
  return drafts.map((draft) => closed(draft, () => next.next().value as VaultRef));
};

const entriesOf = (draft: RosterDraft): readonly NewVaultEntry[] => {
  if (draft.type === 'StudentsUpserted') {
    return draft.rows.map(({ subject, contents }) => entry(subject, contents));
  }
  if (draft.type === 'PeopleUpserted') {
    return draft.rows.flatMap(({ id, contents }) =>
      contents === null ? [] : [entry(`staff-${id}`, contents)],
    );
  }
  return [];
};

const entry = (owner: string, contents: StudentContents | PersonContents): NewVaultEntry => ({
  owner,
  mediaType: JSON_TYPE,
  bytes: Buffer.from(JSON.stringify(contents), 'utf8'),
});

const closed = (draft: RosterDraft, ref: () => VaultRef): RosterEvent => {
  if (draft.type === 'StudentsUpserted') {
    const rows = draft.rows.map(({ subject, college, adviser }) => ({
      subject,
      ref: ref(),
      college,
      adviser,
    }));
    return { type: draft.type, data: { rows } };
  }
  if (draft.type === 'PeopleUpserted') {
    const rows = draft.rows.map(({ contents, ...fact }) => ({
      ...fact,
      ref: contents === null ? null : ref(),
    }));
    return { type: draft.type, data: { rows } };
  }
  return { type: draft.type, data: { rows: draft.rows } } as RosterEvent;
};
