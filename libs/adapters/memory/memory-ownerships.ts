import type { Ownership } from '../../event-sourcing/ownership.js';

interface Member {
  readonly kind: string | undefined;
  readonly assigned: (shares: readonly number[]) => Promise<void>;
  shares: readonly number[];
}

/** Instances of one process that share works, for tests: dealt out anew whenever one comes or goes. */
export class MemoryOwnerships {
  private readonly works = new Map<string, Set<Member>>();
  private dealing: Promise<void> = Promise.resolve();

  of(work: string, count: number): Ownership {
    const members = this.works.get(work) ?? new Set<Member>();
    this.works.set(work, members);
    let own: Member | undefined;
    let isDealt = false;
    return {
      count,
      get inTouch() {
        return isDealt;
      },
      start: (assigned, kind) => {
        own = { assigned, kind, shares: [] };
        members.add(own);
        return this.deal(members, count).then(() => void (isDealt = true));
      },
      stop: async () => {
        if (own === undefined || !members.delete(own)) return;
        await this.deal(members, count);
      },
    };
  }

  /** Everybody puts down before anybody takes. */
  private deal(members: ReadonlySet<Member>, count: number): Promise<void> {
    this.dealing = this.dealing.then(async () => {
      // Who is at work says which kind may be; where nobody is, who came first.
      const [first] = members;
      const atWork = [...members].find(({ shares }) => shares.length > 0) ?? first;
      const all = [...members].filter(({ kind }) => kind === atWork?.kind);
      const wanted = all.map((_, at) =>
        Array.from({ length: count }, (__, share) => share).filter(
          (one) => one % all.length === at,
        ),
      );
      for (const [at, member] of all.entries()) {
        const kept = member.shares.filter((share) => wanted[at]?.includes(share));
        if (kept.length < member.shares.length) await this.tell(member, kept);
      }
      for (const [at, member] of all.entries())
        if (member.shares.length < (wanted[at]?.length ?? 0))
          await this.tell(member, wanted[at] ?? []);
    });
    return this.dealing;
  }

  private async tell(member: Member, shares: readonly number[]): Promise<void> {
    member.shares = shares;
    await member.assigned(shares);
  }
}
