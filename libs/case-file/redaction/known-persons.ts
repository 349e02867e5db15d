import type { LocatedNames } from './located-names.js';
import type { Word } from './word.js';

/** A student other than the case's, whom the case names or whose events it cites. */
export interface KnownStudent {
  /** Subject id. */
  readonly subject: string;
  /** All names, numbers and accounts up to the version; none once the person was erased. */
  readonly words: readonly Word[];
  /** Where the names of an erased person stood. */
  readonly located: LocatedNames;
}

/**
 * Who is known to a case at one of its versions, and what they were called: by the log up to that
 * version's last event, so that it is the same whenever it is asked.
 */
export interface KnownPersons {
  /** The case's own student. */
  readonly student: readonly Word[];
  /** In the order in which the case came to know them. */
  readonly others: readonly KnownStudent[];
  /** Names of staff by person id, of all whom the case's events name. */
  readonly staff: ReadonlyMap<string, readonly string[]>;
}
