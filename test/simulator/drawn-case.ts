import type { LabelledCase } from './cheats/label.js';
import { localText } from './world/calendar.js';

/** A true case while a semester is drawn: its wrong events are known one by one. */
export interface DrawnCase extends LabelledCase {
  /** Ids (`source id`). */
  readonly events: string[];
  /** When the first of them truly happened, RFC 3339; absent while there is none. */
  since?: string;
}

/** Before the semester is drawn anew. */
export const forget = (one: DrawnCase): void => {
  one.events.length = 0;
  delete one.since;
};

export const note = (one: DrawnCase, id: string, at: number): void => {
  one.events.push(id);
  // The same offset everywhere: such texts sort by time.
  const since = localText(Math.floor(at));
  if (one.since === undefined || since < one.since) one.since = since;
};
