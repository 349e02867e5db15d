import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

type Stored = Record<string, Record<string, string>>;

/**
 * The secrets that sign: `webhook-secrets.json`, mode 0600, beside the signing key and so outside of
 * what a backup of the data carries. Events name a secret by its id. Read at each use, so a file
 * that was put back works without a restart.
 */
export class WebhookSecretFile {
  private readonly file: string;

  constructor(keyDir: string) {
    this.file = join(keyDir, 'webhook-secrets.json');
  }

  /** The secrets of one address by id; those that the file does not hold are absent. */
  get(webhook: string): ReadonlyMap<string, string> {
    return new Map(Object.entries(this.read()[webhook] ?? {}));
  }

  /** On disk when it returns. */
  put(webhook: string, id: string, secret: string): void {
    const all = this.read();
    this.write({ ...all, [webhook]: { ...all[webhook], [id]: secret } });
  }

  /** Forgets all secrets of the address but these. */
  keepOnly(webhook: string, ids: readonly string[]): void {
    const all = this.read();
    const kept = Object.entries(all[webhook] ?? {}).filter(([id]) => ids.includes(id));
    const others = Object.entries(all).filter(([name]) => name !== webhook);
    this.write(
      Object.fromEntries([
        ...others,
        ...(kept.length > 0 ? [[webhook, Object.fromEntries(kept)]] : []),
      ]) as Stored,
    );
  }

  private read(): Stored {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
    return JSON.parse(text) as Stored;
  }

  private write(stored: Stored): void {
    const folder = dirname(this.file);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = `${this.file}.new`;
    writeFileSync(draft, JSON.stringify(stored), { mode: 0o600, flush: true });
    renameSync(draft, this.file);
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}
