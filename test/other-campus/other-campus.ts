import type { LabelledCase } from '../simulator/cheats/label.js';
import { Random } from '../simulator/random.js';
import type { SimEvent } from '../simulator/event.js';
import {
  BEGIN,
  DAY,
  drawCampus,
  HOUR,
  MIN,
  rosterFileOf,
  VENDORS,
  type Course,
  type Learner,
} from './campus.js';
import { answersOf, paperHonestly, writePaper } from './papers.js';
import { dormIp, laptopOf } from './places.js';
import { attendHonestly, openMeeting } from './presence.js';
import { Sender } from './sender.js';
import { studyTerm } from './study.js';
import { firstStart, toolMachine, VIDEO_TOOLS } from './tools.js';
import * as people from './tools-people.js';

type Kind = LabelledCase['violation'];

/** A pair that cheats in one way. */
interface Guilt {
  readonly learner: Learner;
  readonly course: Course;
  readonly kind: Kind;
  readonly family: string;
}

const nameOf = (learner: Learner, course: Course, kind: Kind) =>
  `${learner.number} ${course.id} ${kind}`;

/**
 * A second campus, drawn by other rules than the simulator's: other vendors, other honest habits,
 * tools with the constants that were read in their public code. What was tuned on one is tried on
 * the other.
 */
export function otherCampus({
  students,
  weeks,
  seed,
}: {
  students: number;
  weeks: number;
  seed: number;
}) {
  const campus = drawCampus(students, weeks, seed);
  const sender = new Sender();
  const random = new Random(seed).fork('guilt');
  const guilt = new Map<string, Guilt>();
  const taken = new Set<string>();
  const free = (where: (course: Course) => boolean): { learner: Learner; course: Course } => {
    for (let n = 0; n < 10_000; n++) {
      const learner = random.pick(campus.learners);
      const course = learner.courses.find(
        (one) => where(one) && !taken.has(`${learner.number} ${one.id}`),
      );
      if (!course) continue;
      taken.add(`${learner.number} ${course.id}`);
      return { learner, course };
    }
    throw new RangeError('nobody is left');
  };
  const accuse = (learner: Learner, course: Course, kind: Kind, family: string): string => {
    guilt.set(nameOf(learner, course, kind), { learner, course, kind, family });
    return nameOf(learner, course, kind);
  };
  const skips = {
    videos: new Set<string>(),
    meetings: new Set<string>(),
    papers: new Set<string>(),
  };
  const rate = Math.max(1, Math.round(students / 300));

  for (const { source } of VENDORS)
    for (const [tool, run] of Object.entries(VIDEO_TOOLS[source] ?? {}))
      for (let n = 0; n < rate; n++) {
        const { learner, course } = free((one) => one.vendor.source === source);
        const wrong = accuse(learner, course, 'course_brushing', tool);
        skips.videos.add(`${learner.number} ${course.id}`);
        const own = random.fork(tool, n, source);
        const hand = { machine: toolMachine(learner, tool, own), session: own.hex(8), wrong };
        run({
          ...{ sender, learner, course, hand, weeks },
          random: own,
          startsAt: firstStart(own, weeks),
        });
      }

  for (const [name, tool] of Object.entries({
    ...{ signFaker: people.signFaker, autoSign: people.autoSign },
    ...{ qrGroup: people.qrGroup, friendsPhone: people.friendsPhone },
  }))
    for (let n = 0; n < rate; n++) {
      const wantsQr = name === 'qrGroup';
      const blended = (one: Course) =>
        one.meetings.some(({ method }) => !wantsQr || method === 'qr');
      const first = free(blended);
      const { course } = first;
      const friend = campus.learners.find(
        (one) =>
          one !== first.learner &&
          one.courses.includes(course) &&
          !taken.has(`${one.number} ${course.id}`),
      );
      const size = name === 'friendsPhone' ? 1 : random.int(3, 5);
      const away = [
        first.learner,
        ...campus.learners
          .filter(
            (one) =>
              one !== friend &&
              one !== first.learner &&
              one.courses.includes(course) &&
              !taken.has(`${one.number} ${course.id}`),
          )
          .slice(0, size - 1),
      ];
      if (!friend) continue;
      for (const learner of away) {
        taken.add(`${learner.number} ${course.id}`);
        accuse(learner, course, 'proxy_attendance', name);
        skips.meetings.add(`${learner.number} ${course.id}`);
      }
      if (name !== 'qrGroup' && name !== 'autoSign') {
        accuse(friend, course, 'proxy_attendance', `${name} hand`);
        taken.add(`${friend.number} ${course.id}`);
        if (name === 'signFaker') skips.meetings.add(`${friend.number} ${course.id}`);
      }
      const own = random.fork(name, n);
      const wrong = (learner: Learner) => nameOf(learner, course, 'proxy_attendance');
      for (const meeting of course.meetings)
        if (own.chance(0.85)) tool({ sender, course, meeting, random: own, friend, away, wrong });
    }

  const studio = people.helperMachine(random);
  for (let n = 0; n < rate * 8; n++) {
    const { learner, course } = free(() => true);
    const family = n % 2 ? 'helper' : 'studio';
    const wrong = accuse(learner, course, 'account_lending', family);
    skips.videos.add(`${learner.number} ${course.id}`);
    skips.papers.add(`${learner.number} ${course.id}`);
    const own = random.fork('lend', n);
    const machine = family === 'studio' ? studio : people.helperMachine(own);
    people.helperWorks(sender, learner, course, machine, wrong, weeks, own);
  }

  for (let n = 0; n < rate * 3; n++) {
    const { learner, course } = free(() => true);
    const wrong = accuse(learner, course, 'exam_brushing', 'search');
    skips.papers.add(`${learner.number} ${course.id}`);
    for (const paper of course.papers)
      people.searchScript(sender, learner, course, paper, wrong, random.fork(wrong, paper.id));
  }
  for (let n = 0; n < rate * 2; n++) {
    const one = free(({ vendor }) => vendor.answers === 'response');
    const other = campus.learners.find(
      (learner) =>
        learner.courses.includes(one.course) && !taken.has(`${learner.number} ${one.course.id}`),
    );
    if (!other) continue;
    taken.add(`${other.number} ${one.course.id}`);
    const key = accuse(one.learner, one.course, 'content_leak', 'harvester');
    const user = accuse(other, one.course, 'content_leak', n % 2 ? 'user' : 'slow user');
    if (n % 2) accuse(other, one.course, 'exam_brushing', 'harvested');
    for (const { number } of [one.learner, other]) skips.papers.add(`${number} ${one.course.id}`);
    for (const paper of one.course.papers.filter(({ kind }) => kind === 'quiz')) {
      const own = random.fork(key, paper.id);
      const end = people.harvest(sender, one.learner, one.course, paper, key, own);
      const gap = n % 2 ? () => 3 : () => own.lognormal(20, 0.8);
      people.useHarvest(
        sender,
        other,
        one.course,
        paper,
        user,
        end + own.between(10, 600) * MIN,
        gap,
      );
    }
  }
  for (let n = 0; n < rate * 2; n++) {
    const one = free(({ vendor }) => vendor.answers === 'response');
    const other = campus.learners.find(
      (learner) =>
        learner.courses.includes(one.course) && !taken.has(`${learner.number} ${one.course.id}`),
    );
    const paper = one.course.papers.find(({ kind }) => kind === 'exam');
    if (!other || !paper) continue;
    taken.add(`${other.number} ${one.course.id}`);
    const wrongs = [one.learner, other].map((learner) =>
      accuse(learner, one.course, 'content_leak', 'copying'),
    );
    for (const { number } of [one.learner, other]) skips.papers.add(`${number} ${paper.id}`);
    const own = random.fork('copy', n);
    const answers = answersOf(one.learner, paper, own);
    const machine = { ...laptopOf(one.learner), ip: dormIp(one.learner) };
    writePaper(
      sender,
      one.learner,
      one.course,
      { machine, session: `c-${n}`, ...(wrongs[0] ? { wrong: wrongs[0] } : {}) },
      paper,
      paper.opensAt + MIN,
      answers,
    );
    people.copyFrom(sender, other, one.course, paper, answers, 0.85, wrongs[1] ?? '', own);
  }
  for (let n = 0; n < rate * 2; n++) {
    const seats =
      n % 2 ? [free(() => true)] : [free(() => true), free(() => true), free(() => true)];
    const machine = people.helperMachine(random);
    let from = 0;
    for (const { learner, course } of seats) {
      const paper = course.papers.find(({ kind }) => kind === 'exam');
      if (!paper) continue;
      const wrong = accuse(
        learner,
        course,
        'exam_impersonation',
        n % 2 ? 'gunman' : 'gunman for three',
      );
      skips.papers.add(`${learner.number} ${paper.id}`);
      from = Math.max(from, paper.opensAt + MIN);
      from =
        people.gunman(
          sender,
          learner,
          course,
          paper,
          machine,
          Math.min(from, paper.closesAt - HOUR),
          wrong,
          random.fork(wrong),
        ) +
        3 * MIN;
    }
  }
  for (let n = 0; n < rate * 2; n++) {
    const { learner, course } = free((one) => one.meetings.length > 0);
    accuse(learner, course, 'excessive_absence', 'truant');
    skips.meetings.add(`${learner.number} ${course.id}`);
  }

  for (const course of campus.courses)
    for (const meeting of course.meetings) openMeeting(sender, course, meeting);
  for (const learner of campus.learners) {
    const busy: { until: number }[] = [];
    for (const course of learner.courses) {
      const pair = `${learner.number} ${course.id}`;
      if (!skips.videos.has(pair)) studyTerm(sender, learner, course, weeks, busy);
      if (!skips.papers.has(pair))
        for (const paper of course.papers)
          if (!skips.papers.has(`${learner.number} ${paper.id}`))
            paperHonestly(sender, learner, course, paper);
      if (!skips.meetings.has(pair))
        for (const meeting of course.meetings) attendHonestly(sender, learner, course, meeting);
    }
  }
  sender.sent.sort((a, b) => a.arrives - b.arrives);
  const events: SimEvent[] = sender.sent.map(({ event }) => event);
  const end = BEGIN + weeks * 7 * DAY;
  for (const source of [...VENDORS.map((one) => one.source), 'dd'])
    events.push({
      ...{
        specversion: '1.0',
        id: `${source}:complete`,
        source,
        type: 'probity.feed.completed.v1',
      },
      ...{
        time: new Date(end + DAY).toISOString(),
        data: { until: new Date(end + HOUR).toISOString() },
      },
    });
  return {
    roster: rosterFileOf(campus, weeks),
    events,
    labels: {
      cases: [...guilt.values()].map(({ learner, course, kind, family }) => ({
        ...{ student: learner.number, offering: course.id, violation: kind, family },
        ...{
          effort: 'blatant' as const,
          part: family.endsWith('hand') ? ('organiser' as const) : ('participant' as const),
        },
        events: sender.wrong.get(nameOf(learner, course, kind)) ?? [],
      })),
      honestTraits: Object.fromEntries(
        campus.learners.map(({ number, traits }) => [number, [...traits].sort()]),
      ),
    },
  };
}
