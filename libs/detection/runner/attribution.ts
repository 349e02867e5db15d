import type { Activity, ActivityData, Client } from '../../activity/activity.js';
import type { LedgerEvent } from '../../activity/activity-ledger.js';
import { SCHEMAS } from '../../activity/schemas/all.js';
import type { RosterView } from '../../roster/roster-view.js';
import type { AttributedActivity } from '../detector.js';
import { Clients } from './clients.js';

/** Longer texts are not held on to. */
const LONGEST = 512;

/** The same text once: a term holds few sources, types, offerings, but millions of copies. */
export class Interner {
  private readonly known = new Map<string, string>();

  /** `usual`: texts of the program itself, which it compares faster with themselves than with copies. */
  constructor(private readonly usual: readonly string[] = []) {
    this.forget();
  }

  of<Text extends string | undefined>(text: Text): Text {
    // Of a type that no contract lists it may be anything, of any length.
    if (typeof text !== 'string' || text.length > LONGEST) return text;
    const same = this.known.get(text);
    if (same !== undefined) return same as Text;
    if (this.known.size > 50_000) this.forget();
    this.known.set(text, text);
    return text;
  }

  private forget(): void {
    this.known.clear();
    for (const text of this.usual) this.known.set(text, text);
  }
}

const ATTENDANCE = 'probity.attendance.';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Decodes and attributes; both ways into the runner pass through here. */
export class Attribution {
  private readonly interner = new Interner(Object.keys(SCHEMAS));
  private readonly clients = new Clients();

  constructor(
    private readonly decode: (event: LedgerEvent) => Activity,
    private readonly roster: RosterView,
  ) {}

  /** @throws Error when the stored bytes are no event */
  read(event: LedgerEvent): Activity {
    // The decoder's object is new and nobody else's yet: a copy of each would cost a quarter.
    const activity = this.decode(event);
    this.intern(activity);
    return activity;
  }

  /**
   * Texts that come with event after event become one and the same: dozens of judges compare them with
   * the neighbour's and look them up, and of one text that is done without reading it.
   */
  intern(activity: Activity): void {
    const { interner } = this;
    const own = activity as Mutable<Activity>;
    own.source = interner.of(own.source);
    own.type = interner.of(own.type);
    own.account = interner.of(own.account);
    const data = activity.data as Mutable<ActivityData>;
    if (data.offering !== undefined) data.offering = interner.of(data.offering);
    if (data.activity !== undefined) data.activity = interner.of(data.activity);
    if (data.session !== undefined) data.session = interner.of(data.session);
    const client = data.client as Mutable<Client> | undefined;
    if (!client) return;
    if (client.ip !== undefined) client.ip = interner.of(client.ip);
    if (client.userAgent !== undefined) client.userAgent = interner.of(client.userAgent);
    if (client.deviceId !== undefined) client.deviceId = interner.of(client.deviceId);
    data.client = this.clients.of(client);
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
