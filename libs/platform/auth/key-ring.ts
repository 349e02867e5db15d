/**
 * API keys of the sources. Keys are long random secrets stored as hashes; a lookup is in memory,
 * it stands on the path of every batch.
 */
export interface KeyRing {
  /** The source whose key this is, or undefined. */
  sourceOf(secret: string): string | undefined;
}

/** For an installation part that manages no sources: nobody holds a key. */
export const noKeys: KeyRing = { sourceOf: () => undefined };
