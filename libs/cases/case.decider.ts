import { accept, refuse, type Decider } from '../event-sourcing/decider.js';
import { behaviourOf } from './behaviours.js';
import { noteOf, refusalIn, type CaseDecision } from './behaviour.js';
import { openCompliance } from './compliance/open-compliance.js';
import type { CaseCommand } from './commands.js';
import type { CaseContext } from './context.js';
import { refusedAtEntrance } from './entrance.js';
import type { CaseEvent } from './events.js';
import { evolve } from './evolution/evolve.js';
import { flag } from './machine/flag.js';
import type { Refusal } from './refusals.js';
import type { CaseState } from './state.js';

export type CaseDecider = Decider<CaseState, CaseCommand, CaseEvent, Refusal>;

/**
 * The decider of a case, stream `case-<id>`. The context holds the versioned rules; who
 * may do what follows from the case's own history. Accepting without events means that there was
 * nothing to do: a timer that rang before, a signal that did not change.
 */
export const caseDecider = (context: CaseContext): CaseDecider => ({
  initialState: undefined,
  decide: (command, state) => decideIn(context, command, state),
  evolve,
});

const decideIn = (context: CaseContext, command: CaseCommand, state: CaseState): CaseDecision => {
  const no = refusalIn(context);
  if (command.type === 'flag') {
    if (command.actor.role !== 'system')
      return refuse(no('RoleMayNotRun', 'cases are opened from signals'));
    return accept(...(state === undefined ? flag(command, context) : []));
  }
  if (command.type === 'open_compliance') return openCompliance(command, state, context, no);
  if (state === undefined) return refuse(no('WrongState', 'there is no such case'));

  const behaviour = behaviourOf(command.type, state.facts.family);
  if (!behaviour)
    return refuse(
      no('WrongState', `${command.type} is no step of a case of ${state.facts.family}`),
    );
  const refusal = refusedAtEntrance({ behaviour, command, given: state, no });
  if (refusal) return refuse(refusal);

  const act = { by: command.actor.person, at: actedAt(command) };
  const { facts, stage } = state;
  const decision = behaviour.decide({
    command,
    data: command.data,
    act,
    facts,
    stage,
    context,
    no,
  });
  if (!decision.ok || decision.events.length === 0) return decision;
  return accept(...decision.events, ...noteOf(command, act));
};

/** A student's own act happens now; only a paper that an officer records can lie in the past. */
const actedAt = ({ actor, at, now }: CaseCommand): number =>
  actor.role === 'student' ? now : (at ?? now);
