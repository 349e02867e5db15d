import type { Activity } from '../../activity/activity.js';
import { compareText } from '../../activity/activity.js';
import type { Pseudonym } from '../keys.js';
import type { Accumulator } from '../runner/detection-state.js';
import type { Baseline, BaselinePublished } from './baseline.js';
import type { BaselineView } from './baseline-view.js';
import { AccountPrints, keepSmallest } from './fingerprint.js';
import { SumWindows, type SumsState } from './sum-windows.js';

const WATERMARK = 'watermark';
/** More accounts than this close no window any better. */
const MOST_CLOSING = 256;
/** In memory, per baseline; others are read again when late events touch them. */
const WEEKS_HELD = 8;

export interface KeeperOptions {
  readonly definitions: readonly Baseline[];
  readonly state: SumsState;
  readonly view: BaselineView;
  readonly weekOf: (at: number) => string | undefined;
  readonly pseudonym: Pseudonym;
  /** Distinct accounts with events past a window's end and lateness that close it. */
  readonly closingAccounts: number;
  readonly latenessMs: number;
}

/** A publication that is due, and whose conclusions it may change. */
export interface DueBaseline {
  readonly event: BaselinePublished;
  /** Keys of `values` that differ; undefined when the window was never published. */
  readonly changed: readonly string[] | undefined;
}

/**
 * Adds events up and says which weeks are closed. A week is closed when enough distinct accounts
 * have events beyond it: a property of the set of events, which a few forged times cannot bring
 * about and no order of arrival changes.
 */
export class BaselineKeeper {
  private readonly sums: SumWindows;
  private readonly accounts = new AccountPrints();
  /** Windows whose sums changed since they were last looked at. */
  private readonly touched = new Set<string>();
  private readonly wanted = new Map<string, readonly Baseline[]>();
  private closedBefore = '';
  private settled: ReadonlySet<string> = new Set();

  constructor(private readonly options: KeeperOptions) {
    this.sums = new SumWindows(options.state, WEEKS_HELD);
  }

  wants(type: string): boolean {
    return this.definitionsFor(type).length > 0;
  }

  /** Folds events in; what has to be saved with the checkpoint comes from `unsaved`. */
  async collect(activities: readonly Activity[]): Promise<void> {
    const { weekOf, latenessMs, pseudonym } = this.options;
    for (const activity of activities) {
      const week = weekOf(activity.at);
      if (week === undefined) continue;
      for (const definition of this.definitionsFor(activity.type)) {
        const key = definition.keyOf(activity, pseudonym);
        const window = definition.fact ? definition.fact.windowOf(activity) : week;
        if (key === undefined || window === undefined) continue;
        const { name } = definition;
        const sums = this.sums.held(name, window) ?? (await this.sums.load(name, window));
        if (sums.fold(definition, key, activity) && !sums.noted) {
          this.touched.add(`${name}/${window}`);
          sums.noted = true;
        }
      }
      const past = weekOf(activity.at - latenessMs);
      if (past !== undefined && activity.account !== undefined)
        await this.advance(past, this.accounts.of(activity.source, activity.account));
    }
  }

  unsaved(): readonly Accumulator[] {
    return this.sums.unsaved();
  }

  /**
   * Publications now due. `revise` also looks at closed weeks to which late events were added;
   * without it only newly closed ones come, and facts.
   */
  async due(revise: boolean): Promise<readonly DueBaseline[]> {
    const closed = await this.closedWeek();
    const weeks = closed !== undefined && (revise || closed !== this.closedBefore);
    const due: DueBaseline[] = [];
    for (const definition of this.options.definitions) {
      const over = definition.fact ? undefined : closed;
      if (!definition.fact && !weeks) continue;
      for (const window of await this.windowsOf(definition)) {
        if (over !== undefined && window >= over) continue;
        const place = `${definition.name}/${window}`;
        const former = this.options.view.latest(definition.name, window);
        if (former && !this.touched.has(place)) continue;
        const publication = await this.publicationOf(definition, window, former);
        if (publication) due.push(publication);
        this.touched.delete(place);
        const sums = this.sums.held(definition.name, window);
        if (sums) sums.noted = false;
      }
    }
    if (closed !== undefined) this.closedBefore = closed;
    return due;
  }

  /** Of facts those heard of lately: there is a window for each, and nothing to wait for. */
  private async windowsOf({ name, fact }: Baseline): Promise<readonly string[]> {
    const windows = fact
      ? [...this.touched].flatMap((place) =>
          place.startsWith(`${name}/`) ? place.slice(name.length + 1) : [],
        )
      : await this.options.state.accumulatorWindows(name);
    return [...windows].sort(compareText);
  }

  /** After a rebuild or a restart every closed window is compared with what was published. */
  async lookAgain(): Promise<void> {
    for (const { name } of this.options.definitions)
      for (const window of await this.options.state.accumulatorWindows(name))
        this.touched.add(`${name}/${window}`);
  }

  /** The same for one window: another instance has said something of it. */
  lookAt(name: string, window: string): void {
    this.touched.add(`${name}/${window}`);
    this.closedBefore = '';
  }

  /** What was published of these weeks stands: not all of their events are there any more. */
  settle(weeks: ReadonlySet<string>): void {
    this.settled = weeks;
  }

  forget(): void {
    this.sums.forget();
    this.touched.clear();
    this.closedBefore = '';
  }

  private definitionsFor(type: string): readonly Baseline[] {
    const known = this.wanted.get(type);
    if (known) return known;
    const fitting = this.options.definitions.filter((definition) => definition.wants(type));
    // Types come from vendors: a feed of invented ones must not grow this without end.
    if (this.wanted.size < 1000) this.wanted.set(type, fitting);
    return fitting;
  }

  private async advance(week: string, account: number): Promise<void> {
    const sums = this.sums.held(WATERMARK, '') ?? (await this.sums.load(WATERMARK, ''));
    const seen = sums.get(week) as readonly number[] | undefined;
    const kept = keepSmallest(seen ?? [], account, MOST_CLOSING);
    if (kept !== seen) sums.put(week, kept);
  }

  /** Every week before this one is closed; undefined while none is. */
  private async closedWeek(): Promise<string | undefined> {
    const sums = this.sums.held(WATERMARK, '') ?? (await this.sums.load(WATERMARK, ''));
    const weeks = [...sums.entries()].sort(([a], [b]) => compareText(b, a));
    const beyond = new Set<number>();
    for (const [week, accounts] of weeks) {
      for (const account of accounts as readonly number[]) beyond.add(account);
      if (beyond.size >= Math.min(this.options.closingAccounts, MOST_CLOSING)) return week;
    }
    return undefined;
  }

  private async publicationOf(
    definition: Baseline,
    window: string,
    former: BaselinePublished['data'] | undefined,
  ): Promise<DueBaseline | undefined> {
    if (former && this.settled.has(window)) return undefined;
    const sums =
      this.sums.held(definition.name, window) ?? (await this.sums.load(definition.name, window));
    const { n, values, events } = definition.publish(new Map(sums.entries()));
    const changed = former && differing(former, { values, events });
    if (changed?.length === 0) return undefined;
    const version = (former?.version ?? 0) + 1;
    const data = {
      ...{ name: definition.name, version, window, n, values: sorted(values) },
      ...(events && { events: sorted(events) }),
    };
    return { event: { type: 'BaselinePublished', data }, changed };
  }
}

type Said = Pick<BaselinePublished['data'], 'values' | 'events'>;

/** Keys of `values` that say something else. */
export const differing = (before: Said, after: Said): readonly string[] =>
  [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])].filter(
    (key) =>
      before.values[key]?.[0] !== after.values[key]?.[0] ||
      before.values[key]?.[1] !== after.values[key]?.[1] ||
      before.events?.[key]?.id !== after.events?.[key]?.id,
  );

const sorted = <T>(values: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => compareText(a, b)));
