import type { ActivityData } from '../../activity/activity.js';
import { concluded } from '../circumstances.js';
import { MAX_WINDOW_EVENTS } from '../detector.js';
import type {
  AttributedActivity,
  Detector,
  JudgeContext,
  KeyKind,
  MeasureContext,
  ReferenceData,
} from '../detector.js';
import { canonicalOrder, measureWanted } from '../judge.js';
import { keyFor, ownKeyOf, type DetectionKey, type Owner } from '../keys.js';
import { parametersOf, type Policy } from '../policy/policy.js';
import type { Finding } from '../signal.js';
import type { BaselineView, ReadSink } from '../baselines/baseline-view.js';
import { windowDone } from '../shared-list.js';
import { tellConcerned } from '../wanted.js';
import type { StoredMeasure, WindowRef } from './detection-state.js';
import { kindOf, spanOf, type Group, type Plan } from './plan.js';
import { readAll, ReadMeasures } from './read-measures.js';
import { TOO_MANY } from './window-gatherer.js';

export interface JudgingPorts {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly roster: ReferenceData;
  readonly baselines: BaselineView;
  readonly localDay: (at: number) => string;
  /** Told when a detector failed on a key; its answer there is then "nothing". */
  readonly failed: (detector: Detector, error: unknown) => void;
  /** Told of a window with too many events to be judged. */
  readonly overfull?: (ref: WindowRef) => void;
}

/** Runs detectors on gathered events; knows nothing of where they come from or go to. */
export class Judging {
  private readonly contexts = new Map<string, MeasureContext>();
  /** Of the window at hand. */
  private readonly texts = new Texts();
  private readonly classes = new ReadMeasures();

  constructor(private readonly ports: JudgingPorts) {}

  /** The measures of one window, at most one per detector and key. */
  measure(
    ref: WindowRef,
    events: readonly AttributedActivity[] | typeof TOO_MANY,
  ): readonly StoredMeasure[] {
    const groups = this.ports.plan.judging(ref.owner, ref.window);
    if (groups.length === 0 || events.length === 0) return [];
    if (events === TOO_MANY || events.length > MAX_WINDOW_EVENTS) return this.tooMany(ref, groups);
    const ordered = canonicalOrder(events);
    const measures: StoredMeasure[] = [];
    const { owner, window } = ref;
    for (const group of groups)
      for (const [key, own] of this.keysOf(group, ordered, ref))
        tellConcerned(group.detectors, own, (detector, wanted) => {
          const measure = this.measureKey(detector, wanted);
          if (measure !== undefined)
            measures.push({ owner, window, detector: detector.name, key, measure });
        });
    windowDone();
    this.texts.clear();
    return measures;
  }

  /** Nothing is known of such a window; a judge of what did not happen must hear that much. */
  private tooMany(ref: WindowRef, groups: readonly Group[]): readonly StoredMeasure[] {
    this.ports.overfull?.(ref);
    const detectors = groups.flatMap((group) => group.detectors);
    return detectors.flatMap(({ name, key, tooMany, perStudent }) => {
      if (tooMany === undefined || perStudent || key === 'student+offering') return [];
      const measure = JSON.stringify(tooMany);
      return [{ ...ref, detector: name, key: ownKeyOf(ref.owner), measure }];
    });
  }

  /** A key's findings from all its measures; `told` hears which baselines were asked. */
  conclude(
    { detector, key }: { readonly detector: Detector; readonly key: DetectionKey },
    measures: readonly Pick<StoredMeasure, 'window' | 'owner' | 'measure'>[],
    told: ReadSink,
    cites: readonly string[] = [],
  ): readonly Finding[] {
    if (measures.length === 0 && !detector.ofRoster) return [];
    const context: JudgeContext = {
      ...this.contextOf(detector),
      key,
      baselines: this.ports.baselines.reader(told, cites),
      feeds: this.ports.baselines.feeds(cites),
      review: this.ports.policy.review,
    };
    try {
      const read = detector.perStudent ? this.classes.of(key, measures) : readAll(measures);
      return concluded(detector, read, context);
    } catch (error) {
      this.ports.failed(detector, error);
      return [];
    }
  }

  private keysOf(
    { kind, perStudent }: Group,
    events: readonly AttributedActivity[],
    { owner, window }: WindowRef,
  ): Iterable<readonly [string, readonly AttributedActivity[]]> {
    if (kindOf(owner) === kind || kind === 'student') return [[ownKeyOf(owner), events]];
    const { roster } = this.ports;
    if (!perStudent) return keyed(roster, kind, events, owner);
    // Of a student's day in videos an examination's key wants next to nothing.
    const types = this.ports.plan.typesOf(kind, spanOf(window));
    return keyed(roster, kind, ofTypes(types, events), owner);
  }

  private measureKey(
    detector: Detector,
    wanted: readonly AttributedActivity[],
  ): string | undefined {
    try {
      const measure = measureWanted(detector, wanted, this.contextOf(detector));
      return measure === null ? undefined : this.texts.of(measure);
    } catch (error) {
      this.ports.failed(detector, error);
      return undefined;
    }
  }

  private contextOf(detector: Detector): MeasureContext {
    const known = this.contexts.get(detector.name);
    if (known) return known;
    const { roster, localDay, policy } = this.ports;
    const context = { roster, localDay, parameters: parametersOf(policy, detector) };
    this.contexts.set(detector.name, context);
    return context;
  }
}

/**
 * A window's measures as JSON: judges that share what they read (shared-list.ts) have one text of it.
 * So few are looked through faster than a map takes them in.
 */
class Texts {
  private readonly measures: unknown[] = [];
  private readonly texts: string[] = [];

  of(measure: unknown): string {
    const at = this.measures.indexOf(measure);
    if (at >= 0) return this.texts[at] as string;
    const text = JSON.stringify(measure);
    this.measures.push(measure);
    this.texts.push(text);
    return text;
  }

  clear(): void {
    this.measures.length = 0;
    this.texts.length = 0;
  }
}

function ofTypes(
  types: ReadonlySet<string>,
  events: readonly AttributedActivity[],
): readonly AttributedActivity[] {
  const wanted: AttributedActivity[] = [];
  let last: string | undefined;
  let isWanted = false;
  for (const event of events) {
    // Neighbours mostly are of one type.
    if (event.type !== last) isWanted = types.has((last = event.type));
    if (isWanted) wanted.push(event);
  }
  return wanted;
}

/** An owner's events by key. */
const keyed = (
  roster: ReferenceData,
  kind: KeyKind,
  events: readonly AttributedActivity[],
  owner: Owner,
): ReadonlyMap<string, readonly AttributedActivity[]> => {
  const keys = new Map<string, AttributedActivity[]>();
  let before: ActivityData | undefined;
  let own: AttributedActivity[] | undefined;
  for (const event of events) {
    // Neighbours mostly have one key, and its text costs more than a look at what it is made of.
    if (!before || !isPlacedAlike(before, event.data)) {
      const key = keyFor(kind, event, owner, roster);
      own = key === undefined ? undefined : keys.get(key);
      if (key !== undefined && !own) keys.set(key, (own = []));
    }
    before = event.data;
    own?.push(event);
  }
  return keys;
};

/** Whether two events of one owner have one key, whatever its kind. */
const isPlacedAlike = (one: ActivityData, other: ActivityData): boolean =>
  one.offering === other.offering &&
  one.activity === other.activity &&
  one['meeting'] === other['meeting'];
