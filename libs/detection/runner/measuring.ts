import type {
  AttributedActivity,
  Detector,
  JudgeContext,
  MeasureContext,
  ReferenceData,
} from '../detector.js';
import { canonicalOrder, measureWindow } from '../judge.js';
import { keyFor, type DetectionKey, type Owner } from '../keys.js';
import { parametersOf, type Policy } from '../policy/policy.js';
import type { Finding } from '../signal.js';
import type { BaselineView, ReadSink } from '../baselines/baseline-view.js';
import type { StoredMeasure, WindowRef } from './detection-state.js';
import type { Plan } from './plan.js';

export interface JudgingPorts {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly roster: ReferenceData;
  readonly baselines: BaselineView;
  readonly localDay: (at: number) => string;
  /** Told when a detector failed on a key; its answer there is then "nothing". */
  readonly failed: (detector: Detector, error: unknown) => void;
}

/** Runs detectors on gathered events; knows nothing of where they come from or go to. */
export class Judging {
  private readonly contexts = new Map<string, MeasureContext>();

  constructor(private readonly ports: JudgingPorts) {}

  /** The measures of one window, at most one per detector and key. */
  measure(ref: WindowRef, events: readonly AttributedActivity[]): readonly StoredMeasure[] {
    const detectors = this.ports.plan.judging(ref.owner, ref.window);
    if (detectors.length === 0 || events.length === 0) return [];
    const ordered = canonicalOrder(events);
    const byOffering = detectors.some(({ key }) => key === 'student+offering')
      ? offeringsOf(ordered, ref.owner)
      : undefined;
    return detectors.flatMap((detector) => {
      const keyed =
        detector.key === 'student+offering'
          ? (byOffering ?? new Map<string, AttributedActivity[]>())
          : new Map([[keyFor(detector.key, ordered[0] as AttributedActivity, ref.owner), ordered]]);
      return [...keyed].flatMap(([key, own]) => {
        const measure = this.measureKey(detector, own);
        return key === undefined || measure === undefined
          ? []
          : [{ ...ref, detector: detector.name, key, measure }];
      });
    });
  }

  /** A key's findings from all its measures; `told` hears which baselines were asked. */
  conclude(
    { detector, key }: { readonly detector: Detector; readonly key: DetectionKey },
    measures: readonly Pick<StoredMeasure, 'window' | 'measure'>[],
    told: ReadSink,
    cites: readonly string[] = [],
  ): readonly Finding[] {
    if (measures.length === 0 && !detector.ofRoster) return [];
    const sorted = [...measures].sort((a, b) => (a.window < b.window ? -1 : 1));
    const context: JudgeContext = {
      ...this.contextOf(detector),
      key,
      baselines: this.ports.baselines.reader(told, cites),
      feeds: this.ports.baselines.feeds(cites),
      review: this.ports.policy.review,
    };
    try {
      return detector.conclude(
        sorted.map(({ window, measure }) => ({ window, measure: JSON.parse(measure) as unknown })),
        context,
      );
    } catch (error) {
      this.ports.failed(detector, error);
      return [];
    }
  }

  private measureKey(
    detector: Detector,
    events: readonly AttributedActivity[],
  ): string | undefined {
    try {
      const measure = measureWindow(detector, events, this.contextOf(detector));
      return measure === null ? undefined : JSON.stringify(measure);
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

const offeringsOf = (
  events: readonly AttributedActivity[],
  owner: Owner,
): Map<string, AttributedActivity[]> => {
  const offerings = new Map<string, AttributedActivity[]>();
  for (const event of events) {
    const key = keyFor('student+offering', event, owner);
    if (key === undefined) continue;
    const own = offerings.get(key);
    if (own) own.push(event);
    else offerings.set(key, [event]);
  }
  return offerings;
};
