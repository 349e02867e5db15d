import { behaviour, unless } from '../behaviour.js';
import { meetClock, startClock } from '../clocks.js';
import { fact } from '../events.js';
import { listedAs } from '../listed-as.js';
import { mayInvestigate } from './add-investigator.js';

/** The caller is the first investigator. Triage ends, the investigation and the 90 days begin. */
export const openInvestigation = behaviour({
  name: 'open_investigation',
  roles: ['officer'],
  stages: ['triage'],
  decide: (given) => {
    const { act, data, facts, context } = given;
    const investigators = [...new Set([act.by, ...(data.investigators ?? [])])];
    return unless(
      [
        ...investigators.map((person) => mayInvestigate(given, person)),
        listedAs(given, 'officer', data.investigators ?? []),
      ],
      () => [
        fact('InvestigationOpened', { ...act, investigators }),
        ...meetClock(facts, act, 'triage'),
        startClock(context, act, 'investigation', act.at),
        startClock(context, act, 'whole_case', act.at),
      ],
    );
  },
});
