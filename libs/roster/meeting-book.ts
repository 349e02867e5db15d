import { isDeepStrictEqual } from 'node:util';
import type { MeetingRow } from './roster-rows.js';
import type { Meeting } from './roster-view.js';
import { meetingOf } from './view-rows.js';

/**
 * Meetings by offering and id: many a timetable numbers each class's meetings from one. Of an id without
 * an offering it is the one recorded last, so that a row which named the wrong class can be set right.
 */
export class MeetingBook {
  private readonly rows = new Map<string, Map<string, MeetingRow>>();
  private readonly meetings = new Map<string, Map<string, Meeting>>();
  private readonly last = new Map<string, string>();

  find(id: string, offering = this.last.get(id)): Meeting | undefined {
    return offering === undefined ? undefined : this.meetings.get(offering)?.get(id);
  }

  row(offering: string, id: string): MeetingRow | undefined {
    return this.rows.get(offering)?.get(id);
  }

  /** In order of their start, then id. */
  of(offering: string): readonly Meeting[] {
    return [...(this.meetings.get(offering)?.values() ?? [])].sort(
      (a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1),
    );
  }

  /** Offerings to whose meetings that made a difference. */
  put(row: MeetingRow): readonly string[] {
    const { id, offering } = row;
    const former = this.last.get(id);
    this.last.set(id, offering);
    into(this.rows, offering).set(id, row);
    const moved = former !== undefined && former !== offering ? [former] : [];
    const own = into(this.meetings, offering);
    const meeting = meetingOf(row);
    const same = isDeepStrictEqual(own.get(id), meeting);
    own.set(id, meeting);
    return same && moved.length === 0 ? [] : [...moved, offering];
  }
}

function into<Value>(maps: Map<string, Map<string, Value>>, name: string): Map<string, Value> {
  const known = maps.get(name);
  if (known) return known;
  const fresh = new Map<string, Value>();
  maps.set(name, fresh);
  return fresh;
}
