import { COURSE, MACHINE, OWNER, words } from './cast.js';
import { FINAL, GROUP } from './findings.js';
import { persists } from './offering-guards.js';
import type { Plan } from './plan.js';
import type { Reference } from './reference.js';
import { silent, step, wait, type Step } from './step.js';

type Persons = { readonly officer: string; readonly reviewer: string };
const USUAL: Persons = { officer: 'o1', reviewer: 'r1' };

/** What brings a case about an offering on towards the plan's end. */
export const toConclusion = (
  m: Reference,
  plan: Pick<Plan, 'defence' | 'verdict'>,
  hasty: boolean,
  { officer, reviewer }: Persons = USUAL,
): Step => {
  const conclude = (person = reviewer) => {
    const outcome = persists(m) ? 'persisted' : 'remedied';
    return step('reviewer', person, 'conclude_compliance', { outcome, facts: words });
  };
  const notify = () =>
    step('officer', officer, 'notify_college', {
      ...{ facts: words, findings: m.standing.map(({ code }) => code) },
    });
  switch (m.place) {
    case 'flagged':
      return step('officer', officer, 'claim', {});
    case 'gone':
      return hasty
        ? step('officer', officer, 'open_compliance', {
            ...{ id: 'case-1', course: COURSE, findings: [GROUP], policyVersion: '1' },
          })
        : step(MACHINE.role, MACHINE.person, 'update_findings', { findings: [FINAL, GROUP] });
    case 'triage':
      if (hasty) return m.college === undefined ? notify() : conclude();
      if (m.college === undefined)
        return step(MACHINE.role, MACHINE.person, 'note_course', { course: COURSE });
      return m.standing.length === 0
        ? step('officer', officer, 'dismiss', { reason: 'out_of_scope' })
        : notify();
    case 'college_notified':
      if (hasty) return conclude();
      if (plan.defence === 'lapse') return wait('college_answer');
      return plan.defence === 'waive'
        ? step('officer', 'o3', 'answer_college', { remedied: false, text: words })
        : step('teacher', OWNER, 'answer_college', { remedied: true, text: words });
    case 'college_answered':
      if (plan.verdict === 'nothing' && persists(m) && !hasty)
        return step(MACHINE.role, MACHINE.person, 'update_findings', { findings: [] });
      // Whoever answered for the course concludes on it, or a reviewer who has not declared.
      if (hasty && m.answerers[0] === 'o3') return silent(m, 'officer', ['o3']) ?? conclude('o3');
      return silent(m, 'reviewer', hasty ? [] : [reviewer]) ?? conclude();
    case 'suspended':
      return step('officer', officer, 'resume', {});
    default:
      return m.evidence.length > m.itemsAtClosing
        ? step('officer', officer, 'reopen', {
            ...{ evidence: [m.evidence.at(-1)?.id ?? ''], reason: words },
          })
        : step('officer', officer, 'add_evidence', {
            ...{ sourceClass: 'document', title: words, events: [], bearing: 'neutral' },
            ...{ copy: words, signals: [] },
          });
  }
};

/** The same by people who had nothing to do with the case, with a college that keeps silent. */
export const toEnd = (m: Reference): Step =>
  toConclusion(m, { defence: 'lapse', verdict: 'as_noticed' }, false, {
    ...{ officer: 'o8', reviewer: 'r8' },
  });
