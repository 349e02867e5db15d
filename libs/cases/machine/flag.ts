import { startClock } from '../clocks.js';
import type { CommandOf } from '../commands.js';
import type { CaseContext } from '../context.js';
import { familyOf } from '../family.js';
import { fact, type CaseEvent } from '../events.js';

/** The machine may do this much by itself: say that somebody should look. */
export const flag = (command: CommandOf<'flag'>, context: CaseContext): readonly CaseEvent[] => {
  const act = { by: command.actor.person, at: command.now };
  return [
    fact('CaseFlagged', { ...act, ...command.data, family: familyOf(command.data.violation) }),
    startClock(context, act, 'triage', act.at),
  ];
};
