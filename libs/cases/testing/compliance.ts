import type { CommandPayloads } from '../commands.js';
import type { OfferingFinding } from '../compliance/offering-finding.js';
import { CONTEXT, DAY, FLAG, HOUR, Journey, machine, officer, reviewer, text } from './journey.js';

const finding = (
  code: string,
  article: string,
  severity: OfferingFinding['severity'],
): OfferingFinding => ({ code, article, severity, detail: { zh: code, en: code } });

export const ART19_1 = finding('fully_online_final', 'qhnu-online@1#19-1', 'block');
export const MODE = finding('fully_online', 'qhnu-online@1#8', 'warn');
export const GROUP = finding('group_differs', 'qhnu-online@1#20', 'warn');

export const open = (findings: readonly OfferingFinding[]): CommandPayloads['open_compliance'] => ({
  id: '2026-000007',
  course: { ...FLAG.course, enrolled: false },
  findings,
  policyVersion: '1',
});

/** `dean` serves the college of the course. */
export const complianceCase = (): Journey =>
  new Journey({
    ...CONTEXT,
    staff: { ...CONTEXT.staff, collegeOf: (person) => (person === 'dean' ? 'CS' : undefined) },
  });

const STOPS = {
  flagged: (j) => j.do(machine, 'open_compliance', open([ART19_1, MODE])),
  triage: (j) => j.advance(HOUR).do(officer('li'), 'claim', {}),
  college_notified: (j) =>
    j.advance(HOUR).do(officer('li'), 'notify_college', {
      facts: text('the final counts 59 per cent'),
      findings: ['fully_online_final'],
    }),
  college_answered: (j) => {
    const answer = { remedied: false, text: text('as it always was') };
    j.advance(DAY).do({ role: 'teacher', person: 't-17' }, 'answer_college', answer);
    for (const person of [reviewer.person, 'li', 't-17'])
      j.do({ role: 'reviewer', person }, 'declare_interest', { conflict: false });
  },
} satisfies Record<string, (journey: Journey) => unknown>;

/** A case about an offering that has come as far as `stop`. */
export const complianceAt = (stop: keyof typeof STOPS): Journey => {
  const journey = complianceCase();
  for (const [name, step] of Object.entries(STOPS)) {
    step(journey);
    if (name === stop) break;
  }
  return journey;
};
