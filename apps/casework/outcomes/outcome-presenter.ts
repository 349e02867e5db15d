import { Inject, Injectable } from '@nestjs/common';
import type { Acknowledgement, Outcome } from '../../../libs/outcomes/outcome.js';
import type { OutcomeState } from '../../../libs/outcomes/outcome-state.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

/** Shapes messages to the registry as published. */
@Injectable()
export class OutcomePresenter {
  constructor(
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /**
   * One message with the registry's last word on it: the student number in the place of the
   * subject id, times with offset. Undefined for a message that the case never sent.
   */
  view(state: OutcomeState, id: string): Record<string, unknown> | undefined {
    const message = state.messages.find((one) => one.id === id);
    if (!message) return undefined;
    const acknowledgement = state.acknowledgements[id];
    const stamp = instantIn(this.installation.zone);
    return {
      ...this.message(message),
      ...(acknowledgement && { acknowledgement: answer(acknowledgement, stamp) }),
    };
  }

  /** The message alone: what leaves the house. */
  message({ student, decidedAt, ...rest }: Outcome): Record<string, unknown> {
    return {
      ...rest,
      student: this.roster.numberOf(student) ?? null,
      decidedAt: instantIn(this.installation.zone)(decidedAt),
    };
  }
}

const answer = ({ at, ...rest }: Acknowledgement, stamp: (instant: number) => string) => ({
  ...rest,
  at: stamp(at),
});
