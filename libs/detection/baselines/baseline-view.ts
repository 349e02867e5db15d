import type { Baselines, Feeds } from '../detector.js';
import type { Pseudonym } from '../keys.js';
import { citation, type Baseline, type BaselinePublished } from './baseline.js';
import { Instants } from './instants.js';

type Published = BaselinePublished['data'];

/** A window's value is good for the weeks after it, but not for ever. */
const WEEKS_BACK = 4;
const WEEK = 7 * 86_400_000;

/** Told of every window that was asked, published or not. */
export type ReadSink = (name: string, window: string, key: string) => void;

/** Published baselines, folded from the `baseline-…` streams. */
export class BaselineView {
  private readonly windows = new Map<string, Published>();
  private readonly cited = new Map<string, Published>();
  private readonly instants = new Instants();

  constructor(
    private readonly definitions: readonly Baseline[],
    private readonly weekOf: (at: number) => string | undefined,
    private readonly pseudonym: Pseudonym,
  ) {}

  apply({ data }: BaselinePublished): void {
    const place = `${data.name}/${data.window}`;
    if (this.isOfInstants(data.name)) this.instants.replace(this.windows.get(place), data);
    this.windows.set(place, data);
    this.cited.set(citation(data), data);
  }

  clear(): void {
    this.windows.clear();
    this.cited.clear();
    this.instants.clear();
  }

  latest(name: string, window: string): Published | undefined {
    return this.windows.get(`${name}/${window}`);
  }

  /**
   * What a conclusion reads. `told` hears what was asked; `cites` pins windows to the versions that
   * a signal cites, so that it can be replayed.
   */
  reader(told: ReadSink, cites: readonly string[] = []): Baselines {
    const pinned = this.pinnedBy(cites);
    return {
      read: (name, key, at) => {
        const definition = this.definitions.find((candidate) => candidate.name === name);
        if (!definition) throw new Error(`there is no baseline called "${name}"`);
        const asked = definition.question(key, this.pseudonym);
        for (let back = 0; back <= WEEKS_BACK; back += 1) {
          const window = definition.window ?? this.weekOf(at - back * WEEK);
          if (window === undefined) return undefined;
          told(name, window, asked);
          const place = `${name}/${window}`;
          const answer = answerOf(pinned.get(place) ?? this.windows.get(place), asked, definition);
          if (answer || definition.window !== undefined) return answer;
        }
        return undefined;
      },
    };
  }

  /** What vendors say of their feeds; windows cited are pinned to the version that was cited. */
  feeds(cites: readonly string[] = []): Feeds {
    const pinned = this.pinnedBy(cites);
    return { next: (name, source, at) => this.instants.next(name, source, at, pinned) };
  }

  /** The latest published instant before another; -Infinity where there is none. */
  instantBefore(name: string, key: string, at: number): number {
    return this.instants.before(name, key, at);
  }

  private pinnedBy(cites: readonly string[]): ReadonlyMap<string, Published> {
    return new Map(
      cites.flatMap((cite) => {
        const data = this.cited.get(cite);
        return data ? [[`${data.name}/${data.window}`, data] as const] : [];
      }),
    );
  }

  private isOfInstants(name: string): boolean {
    return this.definitions.some((one) => one.name === name && one.instants === true);
  }
}

const answerOf = (data: Published | undefined, asked: string, definition: Baseline) => {
  if (!data) return undefined;
  const listed = data.values[asked];
  if (listed) return { value: listed[0], n: listed[1], cite: citation(data) };
  if (definition.absent === undefined) return undefined;
  return { value: definition.absent, n: 0, cite: citation(data) };
};
