import { behaviour, unless } from '../behaviour.js';
import { evidenceUsable, reasonGiven } from '../checks.js';
import { fact } from '../events.js';
import { STAGES_IN_WORK } from './stages.js';

/** The item stays listed, with the reason, and nothing may rest on it any more. */
export const excludeEvidence = behaviour({
  name: 'exclude_evidence',
  roles: ['officer', 'reviewer', 'committee'],
  stages: STAGES_IN_WORK,
  decide: (given) => {
    const { act, data } = given;
    return unless(
      [reasonGiven(given, data.reason, 'the reason'), evidenceUsable(given, [data.evidence])],
      () => [fact('EvidenceExcluded', { ...act, ...data })],
    );
  },
});
