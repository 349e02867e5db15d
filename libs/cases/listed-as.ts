import type { Given } from './behaviour.js';
import type { CommandName } from './commands.js';
import type { Refusal } from './refusals.js';
import type { SeatRole } from './staff.js';
import type { Status } from './stage.js';

/** Nobody is put on a case who is not there to do the work: a made-up id, somebody of another role. */
export const listedAs = (
  { context, no }: Pick<Given<CommandName, Status>, 'context' | 'no'>,
  role: SeatRole,
  persons: readonly string[],
): Refusal | undefined => {
  const stranger = persons.find((person) => !context.staff.mayServe(person, role));
  return stranger === undefined
    ? undefined
    : no('PersonHasNoPart', `${stranger} is not listed with the role ${role}`);
};
