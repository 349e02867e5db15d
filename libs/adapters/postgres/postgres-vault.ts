import { createHash, randomBytes } from 'node:crypto';
import type { NewVaultEntry, Vault, VaultEntry, VaultRef } from '../../event-sourcing/vault.js';
import type { Database } from './database.js';

const PUT = `INSERT INTO vault_entry (vault, owner, media_type, sha256, salt, bytes)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (vault) DO NOTHING`;

const GET = `SELECT vault, owner, media_type AS "mediaType", sha256, salt, bytes
  FROM vault_entry WHERE vault = ANY ($1::text[])`;

type Row = Omit<VaultEntry, 'ref'> & { vault: string; sha256: string };

/**
 * The vault in PostgreSQL. Erased rows are vacuumed at once, so that their pages are free; copies in
 * the write-ahead log and in backups live as long as those are kept.
 */
export class PostgresVault implements Vault {
  constructor(private readonly database: Database) {}

  async put(entries: readonly NewVaultEntry[]): Promise<readonly VaultRef[]> {
    if (entries.length === 0) return [];
    // Drawn before: a repeated transaction writes the same entries.
    const drawn = entries.map((entry) => ({ ...entry, ...draw(entry.bytes) }));
    await this.database.write(
      drawn.map(({ ref, owner, mediaType, salt, bytes }) => ({
        sql: PUT,
        params: [ref.vault, owner, mediaType, ref.sha256, salt, bytes],
      })),
    );
    return drawn.map(({ ref }) => ref);
  }

  async get(ids: readonly string[]): Promise<ReadonlyMap<string, VaultEntry>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.all<Row>(GET, [ids]);
    return new Map(rows.map((row) => [row.vault, toEntry(row)]));
  }

  async erase(owner: string): Promise<number> {
    const [erased = 0] = await this.database.write([
      { sql: 'DELETE FROM vault_entry WHERE owner = $1', params: [owner] },
    ]);
    if (erased > 0) await this.database.vacuum(['vault_entry']);
    return erased;
  }
}

const draw = (bytes: Uint8Array): { ref: VaultRef; salt: Buffer } => {
  const salt = randomBytes(16);
  const sha256 = createHash('sha256').update(salt).update(bytes).digest('hex');
  const vault = randomBytes(16).toString('hex');
  return { ref: { vault, sha256, size: bytes.byteLength }, salt };
};

const toEntry = ({ vault, sha256, owner, mediaType, bytes, salt }: Row): VaultEntry => ({
  ref: { vault, sha256, size: bytes.byteLength },
  owner,
  mediaType,
  bytes: new Uint8Array(bytes),
  salt: new Uint8Array(salt),
});
