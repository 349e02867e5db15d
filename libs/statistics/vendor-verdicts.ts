import type { AccusationJudged } from '../detection/runner/vendor-record.js';
import type { RecordedEvent } from '../event-sourcing/recorded-event.js';

type Verdict = AccusationJudged['data']['verdict'];

/** The verdict on each vendor that accused in a case. */
export type Verdicts = ReadonlyMap<string, Verdict>;

interface Judged {
  readonly source: string;
  readonly verdict: Verdict;
  readonly at: number;
}

/** What people's decisions said of vendors' accusations, case by case; folded from its stream. */
export class VendorVerdicts {
  private readonly byCase = new Map<string, Judged[]>();
  private seen = 0;

  /** Events of the stream that are in. */
  get position(): number {
    return this.seen;
  }

  /** An event seen before changes nothing. */
  apply({ version, data, metadata }: RecordedEvent<AccusationJudged>): void {
    if (version <= this.seen) return;
    this.seen = version;
    const { source, verdict } = data;
    const list = this.byCase.get(data.case) ?? [];
    list.push({ source, verdict, at: Date.parse(metadata.at) });
    this.byCase.set(data.case, list);
  }

  /** The last verdict on each vendor that accused in the case, at an instant. */
  of(id: string, at: number): Verdicts {
    const last = new Map<string, Verdict>();
    for (const one of this.byCase.get(id) ?? [])
      if (one.at <= at) last.set(one.source, one.verdict);
    return last;
  }
}
