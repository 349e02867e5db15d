import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** An advisory lock's first number: which work, and whether a share of it or a process that takes part. */
const lockClass = (what: 'share' | 'member', work: string): number =>
  createHash('sha256').update(`probity ${what} ${work}`).digest().readInt32BE();

const MEMBERS = `SELECT count(*)::integer AS members FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint::bit(32)::integer = $1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** One work's shares as this process holds them. */
export class ShareLocks {
  assigned: (shares: readonly number[]) => Promise<void> = async () => undefined;
  private readonly shareClass: number;
  private readonly memberClass: number;
  private isMember = false;
  private readonly held = new Set<number>();
  /** Put down by the work, and still to be given back. */
  private free: readonly number[] = [];
  private telling: Promise<void> | undefined;
  private gone = false;
  private toldOnce = false;

  constructor(
    work: string,
    private readonly count: number,
  ) {
    this.shareClass = lockClass('share', work);
    this.memberClass = lockClass('member', work);
  }

  /** Takes what is missing to an even part, or puts down what is more. */
  async look(client: ClientBase): Promise<void> {
    if (this.telling || this.gone) return;
    await this.unlock(client, this.free);
    this.free = [];
    if (!this.isMember) {
      const sql = 'SELECT pg_advisory_lock_shared($1, pg_backend_pid())';
      await client.query(sql, [this.memberClass]);
      this.isMember = true;
    }
    const { rows } = await client.query<{ members: number }>(MEMBERS, [this.memberClass]);
    const fair = Math.ceil(this.count / Math.max(1, rows[0]?.members ?? 1));
    if (this.held.size > fair) {
      const kept = [...this.held].slice(0, fair);
      const surplus = [...this.held].slice(fair);
      this.tell(kept, () => (this.free = surplus));
    } else {
      const took = await this.takeUpTo(fair, client);
      if (took || !this.toldOnce) this.tell([...this.held]);
      this.toldOnce = true;
    }
  }

  /** The session has ended, and everything with it. */
  lost(): void {
    const any = this.held.size > 0 || this.telling !== undefined;
    this.held.clear();
    this.free = [];
    this.isMember = false;
    if (!any) return;
    const before = this.telling ?? Promise.resolve();
    this.telling = before.then(() => this.assigned([])).catch(() => undefined);
    this.tidy(this.telling);
  }

  async leave(client: ClientBase | undefined): Promise<void> {
    this.gone = true;
    await this.telling;
    await this.unlock(client, [...this.held]).catch(() => undefined);
    if (this.isMember)
      await client
        ?.query('SELECT pg_advisory_unlock_shared($1, pg_backend_pid())', [this.memberClass])
        .catch(() => undefined);
    this.isMember = false;
  }

  /** Whether anything was taken. Each process begins elsewhere, so that few try the same. */
  private async takeUpTo(fair: number, client: ClientBase): Promise<boolean> {
    const before = this.held.size;
    const from = Math.floor(Math.random() * this.count);
    for (let step = 0; step < this.count && this.held.size < fair; step += 1) {
      const share = (from + step) % this.count;
      if (this.held.has(share)) continue;
      const { rows } = await client.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS taken',
        [this.shareClass, share],
      );
      if (rows[0]?.taken) this.held.add(share);
    }
    return this.held.size > before;
  }

  private async unlock(client: ClientBase | undefined, shares: readonly number[]): Promise<void> {
    for (const share of shares) {
      this.held.delete(share);
      await client?.query('SELECT pg_advisory_unlock($1, $2)', [this.shareClass, share]);
    }
  }

  /** One assignment at a time; the others' locks are looked at meanwhile. */
  private tell(shares: readonly number[], dealtWith: () => void = () => undefined): void {
    const telling = this.assigned(shares).then(dealtWith, dealtWith);
    this.telling = telling;
    this.tidy(telling);
  }

  private tidy(telling: Promise<void>): void {
    void telling.then(() => {
      if (this.telling === telling) this.telling = undefined;
    });
  }
}
