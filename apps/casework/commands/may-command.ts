import type { Case } from '../../../libs/cases/state.js';
import type { Principal } from '../../../libs/platform/principal.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { inScope, scopeOf } from '../cases/visibility.js';
import type { PostedCommand } from './command-table.js';

/** Commands of people who need not read the case: the registry's clerk, who extends a clock. */
const UNREAD: ReadonlySet<PostedCommand> = new Set(['acknowledge_execution', 'extend_deadline']);

/** Whether the case exists for the caller: what one may not see one cannot command either. */
export const mayCommand = (
  name: PostedCommand,
  caller: Principal,
  found: Case,
  roster: RosterView,
): boolean => UNREAD.has(name) || inScope(scopeOf(caller, roster), found);
