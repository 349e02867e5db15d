import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import type { Obstacle } from '../../../libs/retention/obstacles.js';
import type { Proposal } from '../../../libs/retention/proposals.js';
import type { Erasure, RetentionEvent } from '../../../libs/retention/retention.decider.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { RetentionDesk } from './retention-desk.js';

/** Holds and erasures as people see them. A student is named as long as the roster can. */
@Injectable()
export class RetentionView {
  constructor(
    private readonly desk: RetentionDesk,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async erasure(
    one: Erasure,
    history: readonly RecordedEvent<RetentionEvent>[],
  ): Promise<Readonly<Record<string, unknown>>> {
    const at = (type: RetentionEvent['type']) =>
      history.find(
        (fact) => fact.type === type && (fact.data as { erasure?: string }).erasure === one.id,
      )?.metadata.at;
    const { id, basis, state, requestedBy, confirmedBy, destroyed } = one;
    return {
      ...{ id, state, basis, reference: await this.desk.textOf(one.reference) },
      student: this.roster.numberOf(one.subject),
      ...{ requestedBy, requestedAt: at('ErasureRequested') },
      ...(confirmedBy !== undefined && { confirmedBy, confirmedAt: at('ErasureConfirmed') }),
      ...(destroyed && { ...destroyed, doneAt: at('PersonErased') }),
    };
  }

  proposal(subject: string, { due, state }: Proposal): Readonly<Record<string, unknown>> {
    const stamp = instantIn(this.installation.zone);
    return { student: this.roster.numberOf(subject), due: stamp(due), state };
  }

  obstacle({ code, detail, until }: Obstacle): Readonly<Record<string, unknown>> {
    const stamp = instantIn(this.installation.zone);
    return { code, detail, ...(until !== undefined && { until: stamp(until) }) };
  }

  async hold(
    subject: string,
    hold: { readonly reason: Erasure['reference']; readonly by: string },
  ) {
    const reason = await this.desk.textOf(hold.reason);
    return { student: this.roster.numberOf(subject), reason, by: hold.by };
  }
}
