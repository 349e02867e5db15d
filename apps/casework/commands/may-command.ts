import type { Case } from '../../../libs/cases/state.js';
import type { Principal, Role } from '../../../libs/platform/principal.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { inScope, scopeOf } from '../cases/visibility.js';
import type { PostedCommand } from './command-table.js';

/** Commands of people who need not read the case: the registry's clerk, who extends a clock. */
const UNREAD: ReadonlySet<PostedCommand> = new Set(['acknowledge_execution', 'extend_deadline']);

/**
 * Roles whose part in a case follows from its history, not from a college or from being its
 * student. They may be too early or have no seat: the guard tells them so by its name, which a 404
 * would keep from them, and it tells nothing of what the case holds.
 */
const BY_HISTORY: ReadonlySet<Role> = new Set(['reviewer', 'committee', 'appeals', 'legal']);

/** What may be done to a case that one does not see would change what it rests on. */
const SEEN: ReadonlySet<PostedCommand> = new Set(['exclude_evidence']);

/** Whether the case exists for the caller as one to command. */
export const mayCommand = (
  name: PostedCommand,
  caller: Principal,
  found: Case,
  roster: RosterView,
): boolean =>
  UNREAD.has(name) ||
  (BY_HISTORY.has(caller.role) && !SEEN.has(name)) ||
  inScope(scopeOf(caller, roster), found);
