import type { Deadline } from '../../libs/cases/deadline.js';

/** Clocks as the case shows them; that they are right is asked apart. */
export type Clocks = readonly Deadline[];
