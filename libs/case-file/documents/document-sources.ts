import type { Limits } from '../../regulation/limits.js';
import type { Regulation } from '../../regulation/regulation.js';

/** What a document prints that lies outside the case, as it stood when one of its events was recorded. */
export interface Reference {
  /** Members are absent where the roster never had them, or where they were erased. */
  readonly student: {
    readonly name?: string;
    readonly number?: string;
    readonly college?: string;
  };
  readonly course: { readonly title?: string };
  /** Names of staff by person id. */
  readonly people: ReadonlyMap<string, string>;
  /** The limits of the policy in force. */
  readonly limits: Limits;
  /** Those on record, to be quoted. */
  readonly regulations: readonly Regulation[];
}

/** Where documents get what the case's events do not hold. */
export interface DocumentSources {
  /** By version of the case's event. */
  readonly reference: (version: number) => Reference;
  /** The code to be printed, by version of the event that made the document. */
  readonly codes: ReadonlyMap<number, string>;
}
