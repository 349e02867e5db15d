import { behaviour, unless } from '../behaviour.js';
import { evidenceUsable, reasonGiven } from '../checks.js';
import { fact } from '../events.js';
import { STAGES_IN_WORK } from './stages.js';

/** A person stands by an item although the machine took its signal back, and says why. */
export const reaffirmEvidence = behaviour({
  name: 'reaffirm_evidence',
  roles: ['officer'],
  stages: STAGES_IN_WORK,
  decide: (given) => {
    const { act, data } = given;
    return unless(
      [reasonGiven(given, data.reason, 'the reason'), evidenceUsable(given, [data.evidence])],
      () => [fact('EvidenceReaffirmed', { ...act, ...data })],
    );
  },
});
