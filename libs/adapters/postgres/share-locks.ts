import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

const numberOf = (text: string): number => createHash('sha256').update(text).digest().readInt32BE();

/** An advisory lock's first number: which work, and what of it: a share, a process that takes part, its kind. */
const lockClass = (what: 'share' | 'member' | 'kind' | 'door', work: string): number =>
  numberOf(`probity ${what} ${work}`);

const MEMBERS = `SELECT count(*)::integer AS members FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint::bit(32)::integer = $1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const OTHER_KINDS = `SELECT count(*)::integer AS others FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint::bit(32)::integer = $1
    AND objid::bigint::bit(32)::integer <> $2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** One work's shares as this process holds them. */
export class ShareLocks {
  assigned: (shares: readonly number[]) => Promise<void> = async () => undefined;
  private readonly shareClass: number;
  private readonly memberClass: number;
  private readonly kindClass: number;
  private readonly doorClass: number;
  /** What does not go together with others of the work; undefined goes with all. */
  private kind: number | undefined;
  private isMember = false;
  private waits = false;
  private readonly held = new Set<number>();
  /** Put down by the work, and still to be given back. */
  private free: readonly number[] = [];
  private telling: Promise<void> | undefined;
  private looking: Promise<void> | undefined;
  private gone = false;
  private toldOnce = false;
  private knows = false;

  constructor(
    work: string,
    private readonly count: number,
    /** Told when others of another kind are at work, and when they are gone. */
    private readonly onWaiting: (waits: boolean) => void,
  ) {
    this.shareClass = lockClass('share', work);
    this.memberClass = lockClass('member', work);
    this.kindClass = lockClass('kind', work);
    this.doorClass = lockClass('door', work);
  }

  ofKind(kind: string | undefined): void {
    this.kind = kind === undefined ? undefined : numberOf(kind);
  }

  /** Whether others of another kind keep it from taking any share. */
  get isWaiting(): boolean {
    return this.waits;
  }

  /** Whether the server has said, in this session, what there is to have. */
  get inTouch(): boolean {
    return this.knows;
  }

  /** Takes what is missing to an even part, or puts down what is more. */
  async look(client: ClientBase): Promise<void> {
    if (this.telling || this.gone) return;
    this.looking = this.lookNow(client);
    await this.looking.finally(() => (this.looking = undefined));
  }

  private async lookNow(client: ClientBase): Promise<void> {
    await this.unlock(client, this.free);
    this.free = [];
    if (!this.isMember && !(await this.join(client))) return;
    const { rows } = await client.query<{ members: number }>(MEMBERS, [this.memberClass]);
    const fair = Math.ceil(this.count / Math.max(1, rows[0]?.members ?? 1));
    if (this.gone) return;
    if (this.held.size > fair) {
      const kept = [...this.held].slice(0, fair);
      const surplus = [...this.held].slice(fair);
      this.tell(kept, () => (this.free = surplus));
    } else {
      const took = await this.takeUpTo(fair, client);
      if (this.gone) return;
      if (took || !this.toldOnce) this.tell([...this.held]);
      this.toldOnce = true;
    }
    this.knows = true;
  }

  /** The session has ended, and everything with it. */
  lost(): void {
    const any = this.held.size > 0 || this.telling !== undefined;
    this.held.clear();
    this.free = [];
    this.isMember = false;
    this.knows = false;
    if (!any) return;
    const before = this.telling ?? Promise.resolve();
    this.telling = before.then(() => this.assigned([])).catch(() => undefined);
    this.tidy(this.telling);
  }

  async leave(client: ClientBase | undefined): Promise<void> {
    this.gone = true;
    // What is taken in this moment is to be given back as well.
    await this.looking?.catch(() => undefined);
    await this.telling;
    await this.unlock(client, [...this.held]).catch(() => undefined);
    if (this.isMember) await this.standDown(client).catch(() => undefined);
    this.isMember = false;
    this.waits = false;
  }

  private async standDown(client: ClientBase | undefined): Promise<void> {
    await client?.query('SELECT pg_advisory_unlock_shared($1, pg_backend_pid())', [
      this.memberClass,
    ]);
    if (this.kind !== undefined)
      await client?.query('SELECT pg_advisory_unlock_shared($1, $2)', [this.kindClass, this.kind]);
  }

  private async join(client: ClientBase): Promise<boolean> {
    const answer = this.kind === undefined ? 'in' : await this.knock(client, this.kind);
    if (answer === 'later') return false;
    if ((answer === 'wait') !== this.waits) {
      this.waits = answer === 'wait';
      this.onWaiting(this.waits);
    }
    if (this.waits) {
      if (!this.toldOnce && !this.gone) this.tell([]);
      this.toldOnce = true;
      this.knows = true;
      return false;
    }
    const sql = 'SELECT pg_advisory_lock_shared($1, pg_backend_pid())';
    await client.query(sql, [this.memberClass]);
    this.isMember = true;
    return true;
  }

  /** One at a time looks who is there, and says in the same breath that it is there too. */
  private async knock(client: ClientBase, kind: number): Promise<'in' | 'wait' | 'later'> {
    const door = 'SELECT pg_try_advisory_lock($1, 0) AS taken';
    const { rows } = await client.query<{ taken: boolean }>(door, [this.doorClass]);
    if (!rows[0]?.taken) return 'later';
    try {
      const found = await client.query<{ others: number }>(OTHER_KINDS, [this.kindClass, kind]);
      if (found.rows[0]?.others !== 0) return 'wait';
      await client.query('SELECT pg_advisory_lock_shared($1, $2)', [this.kindClass, kind]);
      return 'in';
    } finally {
      await client.query('SELECT pg_advisory_unlock($1, 0)', [this.doorClass]);
    }
  }

  /** Whether anything was taken. Each process begins elsewhere, so that few try the same. */
  private async takeUpTo(fair: number, client: ClientBase): Promise<boolean> {
    const before = this.held.size;
    const from = Math.floor(Math.random() * this.count);
    for (let step = 0; step < this.count && this.held.size < fair && !this.gone; step += 1) {
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
