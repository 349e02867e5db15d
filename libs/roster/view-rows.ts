import { boundOf, optionalInstant } from './instant.js';
import type { LeaveFact, PledgeFact, StudentContents } from './roster-events.js';
import type { Leave, Pledge } from './roster-records.js';
import type { MeetingRow, NetworkRow, OfferingRow } from './roster-rows.js';
import type {
  AccountMapping,
  Assessment,
  Meeting,
  Network,
  Offering,
  Video,
} from './roster-view.js';

const some = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

/** From the form of the wire (texts, null) to the form of the view (milliseconds, undefined). */
export const offeringOf = (row: OfferingRow): Offering => ({
  id: row.id,
  course: some(row.course),
  term: some(row.term),
  title: some(row.title),
  college: some(row.college),
  owner: some(row.owner),
  teachers: row.teachers ?? [],
  group: some(row.group),
  category: some(row.category),
  compulsory: some(row.compulsory),
  discontinued: row.discontinued === true,
  mode: some(row.mode),
  origin: some(row.source),
  hours: some(row.hours),
  window: row.window
    ? { from: Date.parse(row.window.from), to: Date.parse(row.window.to) }
    : undefined,
  scheme: row.scheme ? { ...row.scheme } : undefined,
  platforms: row.platforms ?? [],
  exceptions: row.exceptions ?? [],
  videos: new Map((row.videos ?? []).map((video) => [video.id, videoOf(video)])),
  assessments: new Map((row.assessments ?? []).map((item) => [item.id, assessmentOf(item)])),
  discussions: new Set((row.discussions ?? []).map((item) => item.id)),
});

const videoOf = (row: NonNullable<OfferingRow['videos']>[number]): Video => ({
  id: row.id,
  lengthSec: row.lengthSec,
  order: some(row.order),
  chapter: some(row.chapter),
});

const assessmentOf = (row: NonNullable<OfferingRow['assessments']>[number]): Assessment => ({
  id: row.id,
  kind: row.kind,
  opensAt: optionalInstant(row.opensAt),
  closesAt: optionalInstant(row.closesAt),
  items: some(row.items),
  proctored: some(row.proctored),
});

export const meetingOf = (row: MeetingRow): Meeting => ({
  id: row.id,
  offering: row.offering,
  startsAt: Date.parse(row.startsAt),
  endsAt: Date.parse(row.endsAt),
  hours: row.hours,
  room: some(row.room),
  replaces: some(row.replaces),
  approval: some(row.approval),
});

export const networkOf = (row: NetworkRow): Network => ({
  cidr: row.cidr,
  kind: row.kind,
  place: some(row.place),
});

export const mappingsOf = (accounts: StudentContents['accounts']): readonly AccountMapping[] =>
  accounts.map(({ source, account, from, to }) => ({
    source,
    account,
    from: boundOf(from),
    to: boundOf(to),
  }));

export const leaveOf = (fact: LeaveFact): Leave => ({ ...fact });

export const pledgeOf = (fact: PledgeFact): Pledge => ({
  subject: fact.subject,
  offering: fact.offering,
  signedAt: Date.parse(fact.signedAt),
  hash: some(fact.hash),
});
