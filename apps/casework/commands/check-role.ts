import { Problem } from '../../../libs/platform/problem.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { COMMANDS, isStudents, type PostedCommand } from './command-table.js';

/** 403 for a role that may never run it; an officer may run a student's command from a paper. */
export const checkRole = (name: PostedCommand, { role }: Principal, body: unknown): void => {
  if (COMMANDS[name].roles.includes(role)) return;
  const onBehalf = (body as { onBehalfOf?: unknown } | null | undefined)?.onBehalfOf;
  if (role === 'officer' && isStudents(name) && onBehalf !== undefined) return;
  throw new Problem(403, 'forbidden', `${name} is for ${COMMANDS[name].roles.join(', ')}`);
};
