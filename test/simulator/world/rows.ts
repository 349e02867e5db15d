import { localText } from './calendar.js';
import type { SimOffering } from './offerings.js';

const SCHEMES = {
  fully_online: { process: 6000, midterm: 0, final: 4000, finalMode: 'online' },
  blended: { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' },
  other: { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' },
} as const;

/** The offering as a roster row of the contract. */
export const offeringRow = (offering: SimOffering) => ({
  id: offering.id,
  course: offering.course,
  term: '2026S',
  title: offering.title,
  college: offering.college,
  owner: offering.teacher,
  teachers: [offering.teacher],
  group: offering.group,
  category: offering.category,
  compulsory: offering.category !== 'general_elective',
  mode: offering.mode,
  source: offering.source,
  hours: offering.hours,
  window: { from: localText(offering.opensAt), to: localText(offering.closesAt) },
  scheme: SCHEMES[offering.mode],
  platforms: [
    ...new Set([
      offering.platform.source,
      ...offering.meetings.flatMap(({ platforms }) => platforms.map(({ source }) => source)),
    ]),
  ],
  videos: offering.videos.map(({ id, lengthSec, week }, at) => ({
    id,
    lengthSec,
    order: at + 1,
    chapter: String(week + 1),
  })),
  assessments: offering.assessments.map(({ id, kind, opensAt, closesAt, items, proctored }) => ({
    id,
    kind,
    opensAt: localText(opensAt),
    closesAt: localText(closesAt),
    items: items.length,
    proctored,
  })),
});

/** Sessions as planned, then those that replaced one: the timetable in force is in the last. */
export const timetableRows = (offering: SimOffering) =>
  [
    ...offering.replaced.map((one) => ({ ...one, replaces: null, approval: null })),
    ...offering.meetings,
  ].map(({ id, startsAt, endsAt, hours, room, replaces, approval }) => ({
    id,
    offering: offering.id,
    startsAt: localText(startsAt),
    endsAt: localText(endsAt),
    hours,
    room,
    replaces,
    approval,
  }));
