import { behaviour, unless } from '../behaviour.js';
import { fact } from '../events.js';
import { STAGES_CLAIMED } from './stages.js';

/** A file becomes part of the case; commands name it by its id, `A-001`. */
export const attach = behaviour({
  name: 'attach',
  roles: ['officer', 'reviewer', 'committee', 'appeals', 'legal', 'student'],
  stages: STAGES_CLAIMED,
  decide: (given) => {
    const { act, data, facts, no } = given;
    const id = `A-${String(facts.attachments.length + 1).padStart(3, '0')}`;
    return unless(
      [data.content.size === 0 ? no('ReasonMissing', 'the file is empty') : undefined],
      () => [fact('AttachmentAdded', { ...act, ...data, id })],
    );
  },
});
