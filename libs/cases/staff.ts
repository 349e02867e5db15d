import type { Given } from './behaviour.js';
import type { CommandName } from './commands.js';
import type { Refusal } from './refusals.js';
import type { Status } from './stage.js';

/** Roles that somebody else may name a person for. */
export type SeatRole = 'officer' | 'committee' | 'appeals';

/** The university's people, as the roster lists them. */
export interface Staff {
  /** Whether the person may be named for a part that the role plays. */
  mayServe(person: string, role: SeatRole): boolean;
}

/** For a university that lists nobody: its identity provider alone knows who is what. */
export const ANYBODY: Staff = { mayServe: () => true };

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
