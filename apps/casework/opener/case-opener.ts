import { Inject, Injectable } from '@nestjs/common';
import type { CaseCommand } from '../../../libs/cases/commands.js';
import { STAGES_CLOSED } from '../../../libs/cases/commands/stages.js';
import type { CourseFacts } from '../../../libs/cases/course-facts.js';
import type { CaseSignal } from '../../../libs/cases/case-signal.js';
import { hasOpenConflict } from '../../../libs/detection/identity-conflict.js';
import { caseScore, overThreshold } from '../../../libs/detection/score.js';
import type { Signal } from '../../../libs/detection/signal.js';
import type { Log } from '../../../libs/platform/logging.js';
import { LOG, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk, SYSTEM } from '../cases/case-desk.js';
import { PolicyReader } from '../shared/policy-reader.js';
import { CaseRegister } from './case-register.js';
import { SignalReader } from './signal-reader.js';
import type { Suspicion } from './suspicion-keys.js';

/**
 * Brings the case of one student, offering and violation in step with the signals as they stand:
 * flags it, tells it the signals, or does nothing. Idempotent: it reads everything anew, so a
 * repeat after a crash finds its own work done.
 */
@Injectable()
export class CaseOpener {
  constructor(
    private readonly desk: CaseDesk,
    private readonly register: CaseRegister,
    private readonly signals: SignalReader,
    private readonly policies: PolicyReader,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @param reweighed only a policy changed what the signals say: a closed case is not told of it */
  async review(key: Suspicion, reweighed = false): Promise<void> {
    const { student, offering, violation } = key;
    const policy = await this.policies.judging(this.roster.offering(offering)?.window?.to);
    const all = await this.signals.current(student, offering);
    const own = all.filter((signal) => signal.violation === violation);
    // Two students claim one account: nothing may be held against either.
    const held = hasOpenConflict(this.roster, student, own);
    const score = held ? 0 : caseScore(policy, violation, own);
    const threshold = policy.thresholds[violation];
    const suspected = !held && overThreshold(policy, violation, score);
    const known = await this.register.find(key);
    if (known === undefined && !suspected) return;
    const id = known ?? (await this.register.numberFor(key));
    const standing = { signals: own.map(inCase), score, threshold };
    const found = await this.desk.load(id);
    if (found) {
      if (reweighed && CLOSED.includes(found.stage.status)) return;
      await this.tell(id, { type: 'update_signals', data: standing });
      await this.tell(id, { type: 'note_course', data: { course: this.course(key) } });
    } else if (suspected) {
      const course = this.course(key);
      const policyVersion = policy.version;
      const data = { id, student, violation, course, policyVersion, ...standing };
      await this.tell(id, { type: 'flag', data });
    }
  }

  private async tell(id: string, said: Pick<CaseCommand, 'type' | 'data'>): Promise<void> {
    const command = { ...said, actor: SYSTEM, now: this.desk.now() } as CaseCommand;
    const outcome = await this.desk.runAsSystem(id, command);
    if (outcome.ok) return;
    const guard = outcome.kind === 'refused' ? outcome.refusal.guard : outcome.kind;
    // A conflict outlived its retries: the reader tries the whole batch again.
    if (outcome.kind !== 'refused') throw new Error(`case ${id}: ${said.type} ${guard}`);
    this.log.warn({ case: id, command: said.type, guard }, 'the case refused the machine');
  }

  /** Not being enrolled is no obstacle to a flag, but it is on the case for all to see. */
  private course({ student, offering }: Suspicion): CourseFacts {
    const found = this.roster.offering(offering);
    return {
      offering,
      ...(found?.college === undefined ? {} : { college: found.college }),
      ...(found?.owner === undefined ? {} : { owner: found.owner }),
      teachers: found?.teachers ?? [],
      ...(found?.category === undefined ? {} : { category: found.category }),
      ...(found?.discontinued ? { discontinued: true as const } : {}),
      enrolled: this.roster.enrolment(student, offering) === 'active',
    };
  }
}

const CLOSED: readonly string[] = STAGES_CLOSED;

const inCase = (signal: Signal): CaseSignal => ({
  id: signal.id,
  detector: signal.detector,
  detectorVersion: signal.detectorVersion,
  state: signal.state,
  revision: signal.revision,
  score: signal.score,
});
