/**
 * Where names, texts and files lie, so that one person's can be destroyed alone (law 8). Domain
 * events carry a `VaultRef`: after erasure the hash stays, its salt and the text are gone.
 */
export interface VaultRef {
  readonly vault: string;
  /** SHA-256 in hex over salt ‖ bytes; the salt lies beside the bytes in the vault. */
  readonly sha256: string;
  /** Length in bytes; 0 for an empty text. */
  readonly size: number;
}

export interface VaultEntry {
  readonly ref: VaultRef;
  readonly owner: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly salt: Uint8Array;
}

export interface NewVaultEntry {
  /** Random subject id of the person it is about, or `installation`. */
  readonly owner: string;
  /** `text/plain;charset=utf-8` for texts, `application/json` for roster rows. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Vault {
  /** Durable when resolved; ids and salts are drawn by the adapter, one ref per entry, in order. */
  put(entries: readonly NewVaultEntry[]): Promise<readonly VaultRef[]>;
  /** Missing ids (never put, or erased) are absent from the map. */
  get(ids: readonly string[]): Promise<ReadonlyMap<string, VaultEntry>>;
  /** Destroys all of one owner's entries; answers how many. */
  erase(owner: string): Promise<number>;
}
