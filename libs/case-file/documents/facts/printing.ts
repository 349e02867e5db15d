import { createHash } from 'node:crypto';
import type { CaseEvent } from '../../../cases/events.js';
import type { Case } from '../../../cases/state.js';
import type { Text } from '../../../cases/text.js';
import type { RecordedEvent } from '../../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../../event-sourcing/vault.js';
import { clauseOf, type Clause } from '../clauses.js';
import { datesIn, type Dates } from '../dates.js';
import type { Reference } from '../document-sources.js';
import type { People } from '../people.js';
import { SOURCE_WORDS, violationWord, type Word } from '../words.js';

/** One document in the making: the event that made it, and the case as it stood then. */
export interface Printing {
  readonly event: RecordedEvent<CaseEvent>;
  /** The case right after the event. */
  readonly found: Case;
  /** 1 for the first document of its kind in the case. */
  readonly number: number;
  readonly reference: Reference;
  readonly code?: string;
  readonly vault: ReadonlyMap<string, VaultEntry>;
  readonly timeZone: string;
  readonly people: People;
  /** False for a reader who must not learn who else was involved. */
  readonly thirdParties: boolean;
  /** False for a reader who must not learn how each member voted. */
  readonly votes: boolean;
}

/** What every document says of itself, of the person and of the course. */
export interface Head {
  readonly caseId: string;
  readonly number: number;
  /** Milliseconds. */
  readonly at: number;
  readonly dates: Dates;
  readonly code?: string;
  readonly student: Reference['student'];
  readonly course: { readonly title?: string; readonly offering: string };
  readonly violation: Word;
  readonly short: boolean;
}

export interface EvidenceLine {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  /** Of the copy in the case, hex; absent where it was erased. */
  readonly sha256?: string;
}

export const headOf = ({ event, found, number, reference, code, timeZone }: Printing): Head => {
  const { id, course, violation, family } = found.facts;
  return {
    caseId: id,
    number,
    at: event.data.at,
    dates: datesIn(timeZone),
    ...(code === undefined ? {} : { code }),
    student: reference.student,
    course: { ...reference.course, offering: course.offering },
    violation: violationWord(violation, reference.regulations),
    short: family !== 'violation',
  };
};

/** The text behind a reference; undefined where there is none or it was erased. */
export const textOf = ({ vault }: Pick<Printing, 'vault'>, ref?: Text): string | undefined => {
  const entry = ref && vault.get(ref.vault);
  return entry?.mediaType.startsWith('text/plain')
    ? new TextDecoder().decode(entry.bytes)
    : undefined;
};

export const ERASED = '（内容已依法删除）';

/** For records, which say that a text was erased where a document would be refused. */
export const textOrErased = (printing: Pick<Printing, 'vault'>, ref?: Text): string =>
  ref === undefined ? '' : (textOf(printing, ref) ?? ERASED);

export const evidenceLines = (printing: Printing, ids: readonly string[]): EvidenceLine[] =>
  printing.found.facts.evidence
    .filter(({ id }) => ids.includes(id))
    .map(({ id, sourceClass, title, copy }) => {
      const entry = printing.vault.get(copy.vault);
      return {
        id,
        source: SOURCE_WORDS[sourceClass].zh,
        title: textOrErased(printing, title),
        ...(entry ? { sha256: createHash('sha256').update(entry.bytes).digest('hex') } : {}),
      };
    });

/** In the words on record when the document was made. */
export const clausesOf = ({ reference }: Printing, refs: readonly string[]): Clause[] =>
  refs.map((ref) => clauseOf(ref, reference.regulations));
