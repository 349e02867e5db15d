import type { SimLeave } from './habits/presence.js';
import { localText, midnight } from './world/calendar.js';
import { COLLEGES } from './world/offerings.js';
import { offeringRow, timetableRows } from './world/rows.js';
import { accountOf, joinedOn } from './world/students.js';
import type { World } from './world/world.js';

export type SimRoster = ReturnType<typeof rosterOf>;

/** Reference data in the contract's shape (`PUT /api/v1/roster`). */
export function rosterOf(world: World, leaves: readonly SimLeave[]) {
  const { students, offerings, platforms } = world;
  const before = localText(midnight(-7));
  return {
    people: peopleOf(world),
    students: students.map((student) => ({
      id: student.number,
      name: student.name,
      college: student.college,
      adviser: `a-${student.college}`,
      accounts: platforms.map(({ source }) => ({
        source,
        account: accountOf(student, source),
        from: null,
        to: null,
      })),
    })),
    offerings: offerings.map(offeringRow),
    enrolments: students.flatMap((student) => [
      ...student.offerings.map((offering) => ({
        student: student.number,
        offering: offering.id,
        status: 'active',
        at: student.joined.has(offering.id)
          ? localText(midnight(joinedOn(student, offering)))
          : before,
      })),
      ...student.dropped.flatMap(({ offering, day }) => [
        { student: student.number, offering: offering.id, status: 'active', at: before },
        {
          student: student.number,
          offering: offering.id,
          status: 'dropped',
          at: localText(midnight(day)),
        },
      ]),
    ]),
    meetings: offerings.flatMap(timetableRows),
    leaves,
    networks: world.campus.networks,
  };
}

function peopleOf({ offerings }: World) {
  return [
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
  ];
}
