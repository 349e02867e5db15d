import { localText, midnight } from './world/calendar.js';
import { NETWORKS } from './world/networks.js';
import { COLLEGES, offeringRow, type SimOffering } from './world/offerings.js';
import { PLATFORMS } from './world/platforms.js';
import type { SimStudent } from './world/students.js';

export type SimRoster = ReturnType<typeof rosterOf>;

/** Reference data in the contract's shape (`PUT /api/v1/roster`). */
export function rosterOf(
  students: readonly SimStudent[],
  offerings: readonly SimOffering[],
  weeks: number,
) {
  return {
    people: [
      { id: 'li', name: '李诚', roles: ['officer'], college: null },
      { id: 'wang', name: '王正', roles: ['officer'], college: null },
      { id: 'zhao', name: '赵敏', roles: ['reviewer'], college: null },
      { id: 'chen', name: '陈学', roles: ['committee'], college: null },
      { id: 'sun', name: '孙立', roles: ['committee'], college: null },
      { id: 'zhou', name: '周平', roles: ['committee'], college: null },
      { id: 'wu', name: '吴越', roles: ['registrar'], college: null },
      { id: 'zheng', name: '郑法', roles: ['legal'], college: null },
      { id: 'feng', name: '冯申', roles: ['appeals'], college: null },
      ...COLLEGES.map((college) => ({
        id: `a-${college}`,
        name: `${college} 班主任`,
        roles: ['teacher'],
        college,
      })),
      ...offerings.map(({ teacher, college }, at) => ({
        id: teacher,
        name: `任课教师 ${at + 1}`,
        roles: ['teacher'],
        college,
      })),
    ],
    students: students.map((student) => ({
      id: student.number,
      name: student.name,
      college: student.college,
      adviser: `a-${student.college}`,
      accounts: PLATFORMS.map(({ source }) => ({
        source,
        account: student.number,
        from: null,
        to: null,
      })),
    })),
    offerings: offerings.map((offering) => offeringRow(offering, weeks)),
    enrolments: students.flatMap((student) =>
      student.offerings.map((offering) => ({
        student: student.number,
        offering: offering.id,
        status: 'active',
        at: localText(midnight(-7)),
      })),
    ),
    meetings: offerings.flatMap((offering) =>
      offering.meetings.map((meeting) => ({
        id: meeting.id,
        offering: offering.id,
        startsAt: localText(meeting.startsAt),
        endsAt: localText(meeting.endsAt),
        hours: 2,
        room: 'A-101',
        replaces: null,
        approval: null,
      })),
    ),
    networks: NETWORKS,
  };
}
