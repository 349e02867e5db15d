import { behaviour, unless } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { fact } from '../events.js';
import { STAGES_CLAIMED } from './stages.js';

/** An item enters the case as a copy with its hash; its id is `E-001`, `E-002`, … */
export const addEvidence = behaviour({
  name: 'add_evidence',
  roles: ['officer'],
  stages: STAGES_CLAIMED,
  decide: (given) => {
    const { act, data, facts, no } = given;
    const id = `E-${String(facts.evidence.length + 1).padStart(3, '0')}`;
    const { shared } = data;
    const strange = data.signals.find((signal) => !facts.signals.some((one) => one.id === signal));
    return unless(
      [
        reasonGiven(given, data.title, 'the title'),
        facts.student === undefined && (data.events.length > 0 || shared !== undefined)
          ? no('UnknownReference', 'a case about an offering holds no records of students')
          : undefined,
        attachmentsKnown(given, [data.attachment]),
        strange === undefined
          ? undefined
          : no('UnknownReference', `${strange} is not a signal of this case`),
        shared === undefined || facts.links.includes(shared.case)
          ? undefined
          : no('UnknownReference', `${shared.case} is not linked with this case`),
        facts.evidence.some(
          (item) =>
            shared && item.shared?.case === shared.case && item.shared.evidence === shared.evidence,
        )
          ? no('WrongState', 'this item of the linked case is here already')
          : undefined,
      ],
      () => [fact('EvidenceAdded', { ...data, ...act, id })],
    );
  },
});
