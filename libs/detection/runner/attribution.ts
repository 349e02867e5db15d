import type { Activity, ActivityData } from '../../activity/activity.js';
import type { LedgerEvent } from '../../activity/activity-ledger.js';
import type { RosterView } from '../../roster/roster-view.js';
import type { AttributedActivity } from '../detector.js';

/** The same text once: a term holds few sources, types, offerings, but millions of copies. */
export class Interner {
  private readonly known = new Map<string, string>();

  of<Text extends string | undefined>(text: Text): Text {
    if (text === undefined) return text;
    const same = this.known.get(text);
    if (same !== undefined) return same as Text;
    if (this.known.size > 50_000) this.known.clear();
    this.known.set(text, text);
    return text;
  }
}

const ATTENDANCE = 'probity.attendance.';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Decodes and attributes; both ways into the runner pass through here. */
export class Attribution {
  private readonly interner = new Interner();

  constructor(
    private readonly decode: (event: LedgerEvent) => Activity,
    private readonly roster: RosterView,
  ) {}

  /** @throws Error when the stored bytes are no event */
  read(event: LedgerEvent): Activity {
    // The decoder's object is new and nobody else's yet: a copy of each would cost a quarter.
    const activity = this.decode(event) as Mutable<AttributedActivity>;
    activity.source = this.interner.of(activity.source);
    activity.type = this.interner.of(activity.type);
    activity.account = this.interner.of(activity.account);
    return activity;
  }

  /**
   * An attendance event that names no offering gets that of its meeting, where the roster knows it.
   * Answers the meeting, undefined where the event needed none: when the meeting's row comes or
   * changes, the event lies elsewhere.
   */
  placeByMeeting({ type, data }: Activity): string | undefined {
    if (data.offering || !type.startsWith(ATTENDANCE)) return undefined;
    const meeting = data['meeting'];
    if (typeof meeting !== 'string' || meeting === '') return undefined;
    const offering = this.roster.meeting(meeting)?.offering;
    if (offering !== undefined) (data as Mutable<ActivityData>).offering = offering;
    return meeting;
  }

  /**
   * The same object with the student it belongs to; undefined where nobody, or more than one, claims
   * the account.
   */
  attribute(activity: Activity): AttributedActivity | undefined {
    if (activity.account === undefined) return undefined;
    const owner = this.roster.ownerOf(activity.source, activity.account, activity.time);
    if (owner.kind !== 'student') return undefined;
    (activity as Mutable<AttributedActivity>).subject = owner.subject;
    return activity as AttributedActivity;
  }
}
