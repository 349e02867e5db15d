import type { CourseFacts } from '../course-facts.js';
import type { Text } from '../text.js';
import type { OfferingFinding } from './offering-finding.js';

/** What became of the findings that a college was notified of. */
export const COMPLIANCE_OUTCOMES = ['remedied', 'persisted'] as const;
export type ComplianceOutcome = (typeof COMPLIANCE_OUTCOMES)[number];

/** Commands of people on a case of `course_compliance`. */
export interface ComplianceCommands {
  notify_college: {
    readonly facts: Text;
    /** Codes of findings that stand. */
    readonly findings: readonly string[];
    /** Working days to answer; the policy's where absent. */
    readonly answerDays?: number;
  };
  answer_college: {
    /** Whether the college says that it has put things right; the roster shows it. */
    readonly remedied: boolean;
    readonly text: Text;
    readonly attachments?: readonly string[];
  };
  conclude_compliance: { readonly outcome: ComplianceOutcome; readonly facts: Text };
}

/** What opens such a case and keeps it in step with the roster. */
export interface ComplianceMachineCommands {
  /** By the machine from findings that block, by an officer from any. */
  open_compliance: {
    readonly id: string;
    readonly course: CourseFacts;
    readonly findings: readonly OfferingFinding[];
    readonly policyVersion: string;
  };
  /** All findings that stand now. */
  update_findings: { readonly findings: readonly OfferingFinding[] };
}
