import { behaviour, unless } from '../behaviour.js';
import { meetClock, startClock } from '../clocks.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import { fact } from '../events.js';
import { blocks, sameFindings } from './offering-finding.js';
import { THRESHOLD } from './open-compliance.js';

/**
 * What stands against the offering now. While nobody has acted the flag exists exactly as long as a
 * finding blocks; from `claim` on the machine moves nothing and only appends what it learned.
 */
export const updateFindings = behaviour({
  name: 'update_findings',
  roles: ['system'],
  stages: ['flagged', 'withdrawn_flag', ...STAGES_CLAIMED],
  decide: ({ act, data: { findings }, facts, stage, context }) => {
    const score = blocks(findings) ? THRESHOLD : 0;
    const weighed = { ...act, score, threshold: THRESHOLD };
    const changed = sameFindings(findings, facts.findings)
      ? []
      : [fact('FindingsChanged', { ...weighed, findings })];
    if (stage.status === 'flagged' && score < THRESHOLD)
      return unless([], () => [
        ...changed,
        fact('FlagWithdrawn', weighed),
        ...meetClock(facts, act, 'triage'),
      ]);
    if (stage.status === 'withdrawn_flag' && score >= THRESHOLD)
      return unless([], () => [
        ...changed,
        fact('FlagRestored', weighed),
        startClock(context, act, 'triage', act.at),
      ]);
    return unless([], () => changed);
  },
});
