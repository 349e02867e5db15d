import { createHash, randomBytes } from 'node:crypto';
import type { NewVaultEntry, Vault, VaultEntry, VaultRef } from '../../event-sourcing/vault.js';

export class MemoryVault implements Vault {
  private readonly entries = new Map<string, VaultEntry>();

  async put(entries: readonly NewVaultEntry[]): Promise<readonly VaultRef[]> {
    return entries.map(({ owner, mediaType, bytes }) => {
      const salt = new Uint8Array(randomBytes(16));
      const ref: VaultRef = {
        vault: randomBytes(16).toString('hex'),
        sha256: createHash('sha256').update(salt).update(bytes).digest('hex'),
        size: bytes.byteLength,
      };
      this.entries.set(ref.vault, { ref, owner, mediaType, bytes: Uint8Array.from(bytes), salt });
      return ref;
    });
  }

  async get(ids: readonly string[]): Promise<ReadonlyMap<string, VaultEntry>> {
    const found = new Map<string, VaultEntry>();
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (entry) found.set(id, entry);
    }
    return found;
  }

  async erase(owner: string): Promise<number> {
    const theirs = [...this.entries].filter(([, entry]) => entry.owner === owner);
    for (const [id] of theirs) this.entries.delete(id);
    return theirs.length;
  }
}
