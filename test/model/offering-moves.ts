import type { Moves } from './modelled.js';
import { blocking } from './offering-guards.js';

/** What happens to a case about an offering only. */
export const OFFERING_MOVES: Moves = {
  open_compliance: (m, { actor, data }) => {
    if (actor.role === 'system') return undefined;
    m.standing = data.findings;
    return 'triage';
  },
  update_findings: (m, { data }) => {
    m.standing = data.findings;
    const stands = blocking(data.findings);
    if (m.place === 'flagged' && !stands) return 'gone';
    return m.place === 'gone' && stands ? 'flagged' : undefined;
  },
  notify_college: (m, { actor, data }) => {
    const findings = m.standing.filter(({ code }) => data.findings.includes(code));
    m.toCollege = { by: actor.person, findings };
    return 'college_notified';
  },
  answer_college: (m, { actor }) => {
    m.answerers.push(actor.person);
    return 'college_answered';
  },
  conclude_compliance: (m, { data }) => {
    m.decisions += 1;
    return data.outcome;
  },
};
