import { Inject, Injectable } from '@nestjs/common';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { CLOCK, LEDGER, ROSTER, TIMELINE_INDEX } from '../../../libs/platform/tokens.js';
import {
  allPartsRequiredBy,
  completionOf,
  COMPLETING,
  type Completing,
  type Completion,
} from '../../../libs/regulation/compliance/completion.js';
import type { Offering, RosterView } from '../../../libs/roster/roster-view.js';
import type { TimelineIndex, TimelinePlace } from '../../../libs/timelines/timeline-index.js';
import { timelinePage, type TimelineEntry } from '../../../libs/timelines/timeline-query.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

const PAGE = 500;
const TYPES = Object.values(COMPLETING);

/** What a student has completed of an offering, by the events on the platforms (art. 10). */
@Injectable()
export class CompletionReader {
  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(TIMELINE_INDEX) private readonly index: TimelineIndex,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** The provision that asks for all parts; undefined where the offering is none of those. */
  requiredBy(offering: Offering): string | undefined {
    return allPartsRequiredBy(this.installation.regulations.inForceAt(this.clock.now()), offering);
  }

  /** Learning counts within the platform's learning window only (art. 9). */
  async of(subject: string, offering: Offering): Promise<Completion | undefined> {
    const { roster, index, ledger } = this;
    const { id, window } = offering;
    const filter = { offering: id, types: TYPES, ...window };
    const events: Completing[] = [];
    let before: TimelinePlace | undefined;
    do {
      const query = { subject, filter, before, limit: PAGE };
      const page = await timelinePage({ roster, index, ledger }, query);
      events.push(...page.entries.map(completing));
      before = page.next;
    } while (before !== undefined);
    return completionOf(offering, events);
  }
}

const completing = ({ type, activity, data }: TimelineEntry): Completing => {
  const { progress } = data as { readonly progress?: unknown };
  return { type, activity, ...(typeof progress === 'number' && { progress }) };
};
