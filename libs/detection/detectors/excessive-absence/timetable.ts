import type { Meeting } from '../../../roster/roster-view.js';
import type { FeedEnd } from '../../feeds.js';
import type { Attending } from './present.js';

/** A meeting that was to be attended, with the ids of the meetings it stands for, its own first. */
export interface Lesson {
  readonly meeting: Meeting;
  readonly ids: readonly string[];
}

/** A lesson of which it is certain who was there. */
export interface Held extends Lesson, Attending {
  readonly ends: readonly FeedEnd[];
}

/**
 * The timetable in force (art. 15). An approved move puts its meeting in place of the former one.
 * Of an unapproved move neither meeting is in force: whoever came to the one could not be at the
 * other, and it never counts as a student's absence.
 */
export const lessonsInForce = (meetings: readonly Meeting[]): readonly Lesson[] => {
  const byId = new Map(meetings.map((meeting) => [meeting.id, meeting]));
  const movedFrom = new Set(meetings.flatMap(({ replaces }) => replaces ?? []));
  return meetings.flatMap((meeting) => {
    if (movedFrom.has(meeting.id)) return [];
    const ids = [meeting.id];
    for (let last = meeting; last.replaces !== undefined;) {
      if (last.approval === undefined || last.approval === '') return [];
      const former = byId.get(last.replaces);
      if (former === undefined || ids.includes(former.id)) break;
      ids.push(former.id);
      last = former;
    }
    return [{ meeting, ids }];
  });
};
