import type { AccountMapping, AccountOwner, SubjectId } from './roster-view.js';

interface Claim {
  readonly subject: SubjectId;
  readonly from: number | null;
  readonly to: number | null;
}

const UNKNOWN: AccountOwner = { kind: 'unknown' };

const holds = (claim: Claim, time: number): boolean =>
  (claim.from === null || claim.from <= time) && (claim.to === null || time < claim.to);

const sameClaim = (a: Claim, b: Claim): boolean =>
  a.subject === b.subject && a.from === b.from && a.to === b.to;

export interface AccountChange {
  readonly source: string;
  readonly account: string;
  /** Everyone who claims it now or did until now, sorted. */
  readonly subjects: readonly SubjectId[];
}

/** Which student stood behind a platform account at an instant. Half-open intervals. */
export class IdentityMap {
  private readonly bySource = new Map<string, Map<string, readonly Claim[]>>();

  ownerOf(source: string, account: string, time: number): AccountOwner {
    const claims = this.bySource.get(source)?.get(account);
    if (claims === undefined) return UNKNOWN;
    let owner: SubjectId | undefined;
    for (const claim of claims) {
      if (!holds(claim, time) || claim.subject === owner) continue;
      if (owner !== undefined) return conflictAt(claims, time);
      owner = claim.subject;
    }
    return owner === undefined ? UNKNOWN : { kind: 'student', subject: owner };
  }

  /** Everyone who claims the account at some time, each at least once. */
  claimantsOf(source: string, account: string): readonly SubjectId[] {
    const claims = this.bySource.get(source)?.get(account);
    return claims?.map(({ subject }) => subject) ?? [];
  }

  /** Instants at which a claim to the account begins or ends. */
  boundsOf(source: string, account: string): readonly number[] {
    const claims = this.bySource.get(source)?.get(account) ?? [];
    return claims.flatMap(({ from, to }) => [from ?? [], to ?? []].flat());
  }

  /** Puts a student's whole list of accounts in place of the former one; answers what changed. */
  replace(
    subject: SubjectId,
    before: readonly AccountMapping[],
    after: readonly AccountMapping[],
  ): readonly AccountChange[] {
    const touched = new Map<string, AccountMapping>();
    for (const mapping of [...before, ...after]) {
      touched.set(`${mapping.source}\u0000${mapping.account}`, mapping);
    }
    const changes: AccountChange[] = [];
    for (const { source, account } of touched.values()) {
      const own = after.filter((next) => next.source === source && next.account === account);
      const change = this.claim(subject, source, account, own);
      if (change !== undefined) changes.push(change);
    }
    return changes;
  }

  private claim(
    subject: SubjectId,
    source: string,
    account: string,
    own: readonly AccountMapping[],
  ): AccountChange | undefined {
    let accounts = this.bySource.get(source);
    if (accounts === undefined) this.bySource.set(source, (accounts = new Map()));
    const former = accounts.get(account) ?? [];
    const next: readonly Claim[] = [
      ...former.filter((claim) => claim.subject !== subject),
      ...own.map(({ from, to }) => ({ subject, from, to })),
    ];
    if (sameClaims(former, next)) return undefined;
    if (next.length === 0) accounts.delete(account);
    else accounts.set(account, next);
    const subjects = [...new Set([...former, ...next].map((claim) => claim.subject))].sort();
    return { source, account, subjects };
  }
}

const sameClaims = (a: readonly Claim[], b: readonly Claim[]): boolean =>
  a.length === b.length && a.every((claim) => b.some((other) => sameClaim(claim, other)));

const conflictAt = (claims: readonly Claim[], time: number): AccountOwner => ({
  kind: 'conflict',
  subjects: [
    ...new Set(claims.filter((claim) => holds(claim, time)).map((claim) => claim.subject)),
  ].sort(),
});
