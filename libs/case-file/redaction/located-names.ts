/** Stream of where erased persons' names stand in texts and vendors' events of other people's cases. */
export const LOCATED_STREAM = 'located-names';

/** Half-open, in UTF-16 units of the text. */
export type Span = readonly [start: number, end: number];

/** By vault id of the text; of a vendor's event by `rawKey`, in the text that `rawText` makes of it, and by `idKey`. */
export type LocatedNames = ReadonlyMap<string, readonly Span[]>;

/**
 * Recorded before a person's names are destroyed: from then on nobody can look for them, and the texts
 * of others' cases still hold them. It holds places, no names.
 */
export interface NamesLocated {
  readonly type: 'NamesLocated';
  readonly data: {
    /** Subject id. */
    readonly subject: string;
    readonly texts: readonly { readonly vault: string; readonly spans: readonly Span[] }[];
  };
}
