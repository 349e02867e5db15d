import { START } from '../../event-sourcing/recorded-event.js';
import type { Owner } from '../keys.js';
import type {
  Call,
  Claim,
  DetectionState,
  DirtyMark,
  Progress,
  StateChanges,
} from './detection-state.js';
import { CONCLUSIONS } from './detection-state.js';
import type { Partition, Partitions } from './partitions.js';

type Held = Claim & Progress;

/** What a runner saves: marks of any owner, in whose name they are saved follows. */
export type OwnChanges = Omit<StateChanges, 'claims' | 'calls'>;

/** A mark that asks for one key's conclusion, which measures of many owners lead to. */
const isCall = ({ window }: DirtyMark): boolean =>
  window !== CONCLUSIONS && window.startsWith(CONCLUSIONS);

/**
 * The state as one instance sees it: the partitions in its hands. What it saves, it saves in their
 * name, and no longer once another has claimed one of them.
 */
export class OwnState {
  private held: ReadonlyMap<Partition, Held> = new Map();

  constructor(
    readonly shared: DetectionState,
    private readonly partitions: Partitions,
  ) {}

  async claim(partitions: readonly Partition[]): Promise<void> {
    const claims = partitions.length > 0 ? await this.shared.claim(partitions) : [];
    this.held = new Map(claims.map((claim) => [claim.partition, claim]));
  }

  get ownsAll(): boolean {
    return this.held.size === this.partitions.count;
  }

  get ownsNothing(): boolean {
    return this.held.size === 0;
  }

  /** Whether what is one for all is this instance's to find out. */
  get ownsPopulation(): boolean {
    return this.held.has(this.partitions.population);
  }

  readonly owns = (owner: Owner): boolean =>
    this.ownsAll || this.held.has(this.partitions.of(owner));

  /** Whether an event at that place is still to be put among the owner's. */
  takes(owner: Owner, position: number): boolean {
    const claim = this.held.get(this.partitions.of(owner));
    return claim !== undefined && claim.ledger < position;
  }

  /** The same for what is one for all. */
  takesForAll(position: number): boolean {
    const claim = this.held.get(this.partitions.population);
    return claim !== undefined && claim.ledger < position;
  }

  /** The least that any partition has come to. */
  least(of: 'ledger' | 'roster' | 'baselines'): number {
    const places = [...this.held.values()].map((claim) => claim[of]);
    return places.length > 0 ? Math.min(...places) : START;
  }

  /** Whether no partition has taken a single event. */
  get untouched(): boolean {
    return [...this.held.values()].every(({ ledger }) => ledger === START);
  }

  /** What the partitions' measures were made with, each once. */
  judgedBy(): readonly string[] {
    return [...new Set([...this.held.values()].map(({ judgedBy }) => judgedBy))];
  }

  get claims(): readonly Held[] {
    return [...this.held.values()];
  }

  /**
   * Saves in the name of all that is held. Places only move on: a partition taken over may be further
   * than the rest. Marks of others' owners become calls.
   */
  async save(changes: OwnChanges, progress: Partial<Progress> = {}): Promise<void> {
    const next = new Map([...this.held].map(([name, claim]) => [name, movedOn(claim, progress)]));
    await this.write(changes, next);
  }

  /** Puts every partition's progress there, further back too. */
  async goBack(progress: Partial<Progress>): Promise<void> {
    await this.write(
      {},
      new Map([...this.held].map(([name, claim]) => [name, { ...claim, ...progress }])),
    );
  }

  private async write(changes: OwnChanges, next: ReadonlyMap<Partition, Held>): Promise<void> {
    if (next.size === 0) return;
    const { dirty = [], ...rest } = changes;
    const own = this.ownsAll ? dirty : dirty.filter(({ owner }) => this.owns(owner));
    const others = this.ownsAll ? [] : dirty.filter(({ owner }) => !this.owns(owner));
    const calls: readonly Call[] = others.map((mark) => ({
      ...mark,
      partition: this.partitions.of(mark.owner),
    }));
    await this.shared.save({ claims: [...next.values()], ...rest, dirty: own, calls });
    this.held = next;
  }

  async dirty(): Promise<readonly DirtyMark[]> {
    return (await this.shared.dirty()).filter(({ owner }) => this.owns(owner));
  }

  /** What other instances ask to be judged; nobody does where all is in one hand. */
  async calls(): ReturnType<DetectionState['calls']> {
    return this.shared.calls([...this.held.keys()]);
  }

  async owners(): Promise<readonly Owner[]> {
    return (await this.shared.owners()).filter(this.owns);
  }

  /**
   * Forgets what its owners' events led to, and where they stand; what others asked for stays. Sums go
   * with the partition that answers for them.
   */
  async forget(): Promise<void> {
    const marks = await this.dirty();
    const roster = this.least('roster');
    if (this.ownsAll) {
      const all = [...this.held.keys()];
      await this.shared.clear();
      await this.claim(all);
    } else {
      const owners = new Set([...(await this.owners()), ...marks.map(({ owner }) => owner)]);
      await this.shared.forgetOwners([...owners]);
      if (this.ownsPopulation) await this.shared.forgetSums();
    }
    await this.goBack({ ledger: START, roster, judgedBy: '' });
    const asked = marks.filter(isCall);
    const calls = asked.map((mark) => ({ ...mark, partition: this.partitions.of(mark.owner) }));
    if (calls.length > 0) await this.shared.save({ claims: this.claims, calls });
  }
}

const movedOn = (claim: Held, progress: Partial<Progress>): Held => ({
  ...claim,
  ledger: Math.max(claim.ledger, progress.ledger ?? START),
  roster: Math.max(claim.roster, progress.roster ?? START),
  baselines: Math.max(claim.baselines, progress.baselines ?? START),
  judgedBy: progress.judgedBy ?? claim.judgedBy,
});
