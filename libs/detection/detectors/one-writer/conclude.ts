import type { JudgeContext, Measured } from '../../detector.js';
import type { EventRef, Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf } from '../reading.js';
import type { ClientDay } from '../sittings/client-day.js';
import { firstOnly, students, type DatedSitting, type Student } from '../sittings/client-term.js';
import { leapsOf } from '../unlike-term/leap.js';
import { defaults as ofTerm } from '../unlike-term/limits.js';
import { counted } from '../wording.js';
import { groupsOf } from './groups.js';
import { defaults, type Limits } from './limits.js';
import { publicRoom, roomsOf } from './rooms.js';
import { COPIED, sumOf, weighGroup, weighRoom, type Weighed } from './weigh.js';

type Days = readonly Measured<ClientDay>[];

const HEARD = 3;

/** One finding per student whose sittings another machine's hand wrote, with those of others. */
export function concludeOneWriter(days: Days, context: JudgeContext): readonly Finding[] {
  const offering = known(days[0]).measure.offering;
  const limit = limitsOf(defaults, context.parameters);
  const all = students(days);
  const terms = new Map(all.map((student) => [student.subject, student]));
  const papers = context.roster.offering(offering)?.assessments;
  const first = all.flatMap(({ sittings }) => firstOnly(sittings));
  const weighed = [...groupBy(first, ({ assessment }) => assessment)]
    .filter(([assessment]) => !papers?.get(assessment)?.proctored)
    .flatMap(([, own]) => [
      ...groupsOf(own, terms, limit).map((group) => weighGroup(group, own)),
      ...weighRooms(own, all, terms, limit, context),
    ]);
  const bySubject = new Map<string, Weighed[]>();
  for (const one of weighed)
    for (const subject of accusedOf(one))
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), one]);
  return [...bySubject]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([subject, own]) => {
      const llr = sumOf(own);
      return llr >= HEARD ? [findingOf(subject, offering, own, llr, limit)] : [];
    });
}

/** Rooms with a machine for each, but where the whole campus goes. */
const weighRooms = (
  own: readonly DatedSitting[],
  all: readonly Student[],
  terms: ReadonlyMap<string, Student>,
  limit: Limits,
  { baselines }: JudgeContext,
): readonly Weighed[] => {
  const rooms = roomsOf(own, terms, limit);
  if (rooms.length === 0) return [];
  const leaps = leapsOf(all, ofTerm);
  return rooms.flatMap((room) => {
    const { open, cites } = publicRoom(room, baselines, limit);
    return open ? [] : [{ ...weighRoom(room, leaps, own), cites }];
  });
};

/** Who hands over his machine with his own answers has written, or let write, for the other. */
const accusedOf = ({ group, copied }: Weighed): readonly string[] =>
  group.owner !== undefined && copied >= COPIED
    ? [...group.strangers, group.owner]
    : group.strangers;

function findingOf(
  subject: string,
  offering: string,
  own: readonly Weighed[],
  llr: number,
  limit: Limits,
): Finding {
  const sittings = own
    .flatMap(({ group }) => group.sittings)
    .filter((one) => one.subject === subject);
  const assessments = new Set(own.map(({ group }) => group.assessment)).size;
  const most = own.reduce((top, { group }) => Math.max(top, group.sittings.length), 0);
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(own.flatMap((one) => refsOf(one, subject))),
    numbers: [
      { name: 'students_in_turn', value: most, threshold: limit.fewest, unit: 'students' },
      { name: 'assessments', value: assessments, threshold: 1, unit: 'assessments' },
    ],
    reason: reasonOf(own, subject, most, assessments),
    innocent: INNOCENT,
    firstAt: sittings.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: sittings.reduce((latest, { to }) => Math.max(latest, to), -Infinity),
    baselines: [...new Set(own.flatMap(({ cites = [] }) => cites))].sort(),
    population: [
      { name: 'class', of: offering, n: own.reduce((top, { n }) => Math.max(top, n), 0) },
    ],
  };
}

/** The student's own sitting; the others of the group are counted, not named. */
const refsOf = ({ group }: Weighed, subject: string): EventRef[] =>
  group.sittings
    .filter((one) => one.subject === subject)
    .flatMap(({ source, refs }) => refs.map((id) => ({ source, id })));

function reasonOf(
  own: readonly Weighed[],
  subject: string,
  most: number,
  assessments: number,
): Finding['reason'] {
  const device = own.some(({ group }) => group.by === 'device');
  const bare = own.every(({ group }) => group.by === 'address');
  const overlap = own.some(({ group }) => group.by === 'device' && group.overlaps > 0);
  const owned = own.every(({ group }) => group.owned);
  const isOwner = own.some(({ group }) => group.owner === subject);
  const copied = own.some((one) => one.copied >= COPIED);
  if (own.every(({ group }) => group.by === 'room')) return reasonOfRoom(most, assessments);
  const zh = overlap ? '交错' : '先后';
  const en = overlap ? 'at the same time' : 'one after another';
  return {
    zh: `有 ${assessments} 次测验或考试，包括该账号在内最多 ${most} 名学生的答卷由${device ? '同一台设备' : bare ? '同一网络地址' : '同一网络地址的同一种客户端'}${zh}完成，${isOwner ? '它平时属于该账号' : `而该账号平时学习从未使用过它${owned ? '；它平时属于其中一名同学' : ''}`}${copied ? '，且答案异常一致' : ''}。`,
    en: `In ${counted(assessments, 'assessment')} up to ${counted(most, 'student')}, this one among them, sat ${en} on ${device ? 'one device' : bare ? 'one address' : 'one address with one kind of client'} that ${isOwner ? 'is this account’s own' : `this account never studies with${owned ? '; it is a classmate’s in the rest of the term' : ''}`}${copied ? ', with answers more alike than the class’s ever are' : ''}.`,
  };
}

const reasonOfRoom = (most: number, assessments: number): Finding['reason'] => ({
  zh: `有 ${assessments} 场考试，包括该账号在内的 ${most} 名学生同时在校外同一网络地址、各用一台本人平时从未用过的设备作答，全班平时无人使用该地址。`,
  en: `In ${counted(assessments, 'exam')} ${counted(most, 'student')}, this one among them, sat at the same time on one line off the campus where nobody of the class is on any other day, each on a machine that the own term never shows.`,
});

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'exam_room',
    tested:
      'proctored papers, laboratories, and addresses or machines that more of the class uses are left out',
    outcome: 'excluded',
  },
  {
    name: 'shared_laptop',
    tested:
      'who studies with the machine in the rest of the term is left out, with roommates behind one line',
    outcome: 'excluded',
  },
  {
    name: 'internet_cafe',
    tested:
      'lines that any of the class or many of the campus use are left out, own machines too; with scores as usual it is no case',
    outcome: 'unlikely',
  },
  {
    name: 'borrowed_laptop',
    tested: 'one student on a classmate’s machine in one exam stays below what is spoken of',
    outcome: 'unlikely',
  },
];
