import { Inject, Injectable } from '@nestjs/common';
import type { CaseCommand, CommandPayloads } from '../../../libs/cases/commands.js';
import { blocks } from '../../../libs/cases/compliance/offering-finding.js';
import type { CourseFacts } from '../../../libs/cases/course-facts.js';
import type { Actor } from '../../../libs/event-sourcing/recorded-event.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import type { Offering, RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk, SYSTEM, type CaseOutcome } from '../cases/case-desk.js';
import { CaseRegister } from '../opener/case-register.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { PolicyReader } from '../shared/policy-reader.js';
import { findingsOf, toAnswer } from './standing-findings.js';

const VIOLATION = 'course_compliance';

/** One case an offering; nobody stands where a case about a student names one. */
const keyOf = (offering: string) => ({ student: '', offering, violation: VIOLATION });

/** Opens cases about offerings and keeps them in step with what is found. */
@Injectable()
export class ComplianceCases {
  constructor(
    private readonly desk: CaseDesk,
    private readonly register: CaseRegister,
    private readonly policies: PolicyReader,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /**
   * Brings the case of an offering in step. Idempotent. One is opened while the offering goes on
   * only: what a past term looked like is nothing that a college could still put right.
   */
  async review(offering: Offering): Promise<void> {
    const now = this.desk.now();
    const findings = toAnswer(
      findingsOf(offering, this.roster, this.installation.regulations, now),
    );
    const going = offering.window === undefined || now < offering.window.to;
    const known = await this.register.find(keyOf(offering.id));
    if (known === undefined && !(going && blocks(findings))) return;
    const id = known ?? (await this.register.numberFor(keyOf(offering.id)));
    const found = await this.desk.load(id);
    if (found) {
      await this.tell(id, 'update_findings', { findings });
      await this.tell(id, 'note_course', { course: courseOf(offering) });
    } else if (going && blocks(findings)) {
      const { version: policyVersion } = await this.policies.current();
      const course = courseOf(offering);
      await this.tell(id, 'open_compliance', { id, course, findings, policyVersion });
    }
  }

  /** An officer opens it on any finding; the case's number with what the case answered. */
  async open(offering: Offering, actor: Actor): Promise<{ id: string; outcome: CaseOutcome }> {
    const now = this.desk.now();
    const findings = toAnswer(
      findingsOf(offering, this.roster, this.installation.regulations, now),
    );
    const known = await this.register.find(keyOf(offering.id));
    const id =
      known ?? (findings.length === 0 ? '' : await this.register.numberFor(keyOf(offering.id)));
    const { version: policyVersion } = await this.policies.current();
    const data = { id, course: courseOf(offering), findings, policyVersion };
    const command = { type: 'open_compliance' as const, actor, now, data };
    const outcome = await this.desk.run(id, [command], { metadata: { actor } });
    return { id, outcome };
  }

  private async tell<Name extends 'open_compliance' | 'update_findings' | 'note_course'>(
    id: string,
    type: Name,
    data: CommandPayloads[Name],
  ): Promise<void> {
    const command = { type, data, actor: SYSTEM, now: this.desk.now() } as unknown as CaseCommand;
    const outcome = await this.desk.runAsSystem(id, command);
    if (outcome.ok) return;
    const why = outcome.kind === 'refused' ? outcome.refusal.guard : outcome.kind;
    throw new Error(`case ${id}: ${type} ${why}`);
  }
}

/** No student, so nobody is enrolled. */
const courseOf = ({ id, college, owner, teachers, category }: Offering): CourseFacts => ({
  offering: id,
  ...(college === undefined ? {} : { college }),
  ...(owner === undefined ? {} : { owner }),
  teachers,
  ...(category === undefined ? {} : { category }),
  enrolled: false,
});
