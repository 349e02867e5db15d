import { behaviour, unless } from '../behaviour.js';
import { evidenceUsable, reasonGiven } from '../checks.js';
import { startClock } from '../clocks.js';
import { fact } from '../events.js';
import { STAGES_REOPENABLE } from './stages.js';

/** Only a person reopens a case, and only on evidence that came after it was closed. */
export const reopen = behaviour({
  name: 'reopen',
  roles: ['officer'],
  stages: STAGES_REOPENABLE,
  decide: (given) => {
    const { act, data, facts, context, no } = given;
    const known = facts.evidence.slice(0, facts.closed?.evidence ?? 0).map(({ id }) => id);
    const old = data.evidence.some((id) => known.includes(id));
    return unless(
      [
        reasonGiven(given, data.reason, 'the reason'),
        evidenceUsable(given, data.evidence),
        data.evidence.length === 0 || old
          ? no('ReasonMissing', 'a case is reopened on evidence that is new since it was closed')
          : undefined,
      ],
      () => [fact('CaseReopened', { ...act, ...data }), startClock(context, act, 'triage', act.at)],
    );
  },
});
