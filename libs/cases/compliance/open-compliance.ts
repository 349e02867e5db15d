import { accept, refuse } from '../../event-sourcing/decider.js';
import type { CaseDecision, Given } from '../behaviour.js';
import { startClock } from '../clocks.js';
import type { CommandOf } from '../commands.js';
import type { CaseContext } from '../context.js';
import { fact } from '../events.js';
import type { CaseState } from '../state.js';
import { blocks } from './offering-finding.js';

type No = Given<'update_findings', 'triage'>['no'];

/** A finding that blocks stands or does not: there is nothing in between. */
export const THRESHOLD = 1;

/**
 * A case about an offering. The machine opens one on a finding that blocks, and only once; an
 * officer on any finding, also where the machine had taken its flag back, and has claimed it then.
 */
export const openCompliance = (
  command: CommandOf<'open_compliance'>,
  state: CaseState,
  context: CaseContext,
  no: No,
): CaseDecision => {
  const { actor, data, now } = command;
  const act = { by: actor.person, at: now };
  const { findings } = data;
  const score = blocks(findings) ? THRESHOLD : 0;
  const standing = { findings, score, threshold: THRESHOLD };
  const byOfficer = actor.role === 'officer';
  if (!byOfficer && actor.role !== 'system')
    return refuse(no('RoleMayNotRun', 'open_compliance is not for this role'));
  if (findings.length === 0 || (!byOfficer && score < THRESHOLD))
    return refuse(no('UnknownReference', 'no such finding stands against the offering'));
  const claimed = byOfficer ? [fact('CaseClaimed', act)] : [];
  const clock = startClock(context, act, 'triage', act.at);
  if (state === undefined) {
    const about = { family: 'course_compliance', violation: 'course_compliance' } as const;
    const opened = fact('CaseFlagged', { ...act, ...data, ...about, ...standing, signals: [] });
    return accept(opened, clock, ...claimed);
  }
  if (!byOfficer) return accept();
  if (state.facts.family !== 'course_compliance' || state.stage.status !== 'withdrawn_flag')
    return refuse(no('WrongState', 'the offering has its case already'));
  return accept(
    fact('FindingsChanged', { ...act, ...standing }),
    fact('FlagRestored', { ...act, score, threshold: THRESHOLD }),
    clock,
    ...claimed,
  );
};
