import { MemoryDetectionState } from '../../../libs/adapters/memory/memory-detection-state.js';
import type { Activity } from '../../../libs/activity/activity.js';
import { BASELINES } from '../../../libs/detection/baselines/all.js';
import { BaselineKeeper } from '../../../libs/detection/baselines/baseline-keeper.js';
import { BaselineView } from '../../../libs/detection/baselines/baseline-view.js';
import { weeksBy } from '../../../libs/detection/baselines/iso-week.js';
import type { Pseudonym } from '../../../libs/detection/keys.js';
import type { Policy } from '../../../libs/detection/policy/policy.js';

/** The product's own baselines: folded as events come, published as weeks close. */
export class TermBaselines {
  readonly view: BaselineView;
  private readonly keeper: BaselineKeeper;
  private readonly state = new MemoryDetectionState();

  constructor(policy: Policy, localDay: (at: number) => string, pseudonym: Pseudonym) {
    const weekOf = weeksBy(localDay);
    this.view = new BaselineView(BASELINES, weekOf, pseudonym);
    this.keeper = new BaselineKeeper({
      ...{ definitions: BASELINES, state: this.state, view: this.view, weekOf, pseudonym },
      closingAccounts: policy.baselines.closingAccounts,
      latenessMs: policy.baselines.latenessHours * 3_600_000,
    });
  }

  collect(activities: readonly Activity[]): Promise<void> {
    return this.keeper.collect(activities.filter(({ type }) => this.keeper.wants(type)));
  }

  /** Publishes what is closed by now, closed weeks to which late events were added too. */
  async publish(): Promise<void> {
    await this.state.save({ accumulators: this.keeper.unsaved() });
    for (const { event } of await this.keeper.due(true)) this.view.apply(event);
  }
}
