import { clientOf, type Happening, type SimClient } from '../event.js';
import type { Random } from '../random.js';
import { HOUR, MIN, SEC } from '../world/calendar.js';
import {
  CAMPUS_POINT,
  campusIp,
  dormIp,
  homeIp,
  labIp,
  mobileIp,
  vpnIp,
} from '../world/networks.js';
import { VIDEOS, type SimOffering, type SimVideo } from '../world/offerings.js';
import { phoneOn, type Device, type SimStudent } from '../world/students.js';
import { play } from './player.js';

/** Where and with what somebody sits down to study. */
export function deskOf(student: SimStudent, day: number, random: Random): SimClient {
  const { traits } = student;
  if (traits.has('shared_lab') && random.chance(0.6)) {
    const seat = random.int(0, 19);
    const machine: Device = {
      id: `lab-2-${seat}`,
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0',
    };
    return clientOf(machine, labIp(2));
  }
  if (traits.has('traveller') && day % 7 >= 5)
    return clientOf(student.laptop, homeIp(random.fork('home')));
  if (random.chance(0.2))
    return clientOf(phoneOn(student, day), mobileIp(random), fixNearCampus(random));
  if (traits.has('vpn') && random.chance(0.5)) return clientOf(student.laptop, vpnIp(random));
  return clientOf(
    student.laptop,
    random.chance(0.75) ? dormIp(student.dormitory) : campusIp(random),
  );
}

const fixNearCampus = (random: Random) => ({
  lat: CAMPUS_POINT.lat + random.normal(0, 0.004),
  lon: CAMPUS_POINT.lon + random.normal(0, 0.004),
  accuracyM: random.int(5, 60),
});

export interface Lesson {
  readonly offering: SimOffering;
  readonly videos: readonly SimVideo[];
  readonly quiz: string | undefined;
}

/** What a student does on a day: two videos and a quiz a week per course, or all at the deadline. */
export function lessonsOn(student: SimStudent, day: number, weeks: number): Lesson[] {
  const week = Math.floor(day / 7);
  return student.offerings.flatMap((offering, at): Lesson[] => {
    if (student.traits.has('binge')) {
      const due = day === Math.min(weeks, 4) * 7 - 2 - at;
      const videos = offering.videos.slice(0, Math.min(8, weeks * 2));
      return due ? [{ offering, videos, quiz: `${offering.id}-q1` }] : [];
    }
    const weekday = (student.index * 3 + at * 2) % 7;
    if (day % 7 !== weekday) return [];
    const first = (week * 2) % VIDEOS;
    return [
      {
        offering,
        videos: offering.videos.slice(first, first + 2),
        quiz: `${offering.id}-q${week + 1}`,
      },
    ];
  });
}

/** One evening's (or night's) study, one thing after another. */
export function* study(
  student: SimStudent,
  lessons: readonly Lesson[],
  from: number,
  desk: SimClient,
  random: Random,
): Generator<Happening> {
  let at = from;
  for (const [n, lesson] of lessons.entries()) {
    const session = `s-${random.hex(8)}`;
    yield* opened(student.number, lesson.offering, session, desk, at);
    at += random.between(5, 40) * SEC;
    for (const [v, video] of lesson.videos.entries()) {
      const base = { account: student.number, offering: lesson.offering, session, client: desk };
      const view = { ...base, video, from: at, speed: student.speed, foreground: true };
      const skips = student.traits.has('skipper');
      at = yield* play({ ...view, skips, pauses: 0.05 }, random);
      const next = lesson.videos[v + 1] ?? lessons[n + 1]?.videos[0];
      yield* besides(student, { ...view, skips: false, pauses: 0 }, lesson, next, random);
      at += (3 + random.exponential(40)) * SEC;
    }
    if (lesson.quiz)
      at = yield* quiz(student.number, lesson.offering, lesson.quiz, session, desk, at, random);
    at += random.between(1, 8) * MIN;
  }
}

/** A second tab: by mistake, muted in the background, or left running while nobody is there. */
function* besides(
  student: SimStudent,
  view: Parameters<typeof play>[0],
  lesson: Lesson,
  next: SimVideo | undefined,
  random: Random,
): Generator<Happening> {
  const { traits } = student;
  const tab =
    (traits.has('two_tabs') && random.chance(0.3)) ||
    (traits.has('background_tab') && random.chance(0.6));
  const other = next ?? lesson.offering.videos[VIDEOS - 1];
  if (tab && other && lesson.offering.videos.includes(other))
    yield* play(
      { ...view, video: other, from: view.from + 20 * SEC, foreground: false, speed: 1 },
      random,
    );
}

export function* opened(
  account: string,
  offering: SimOffering,
  session: string,
  client: SimClient,
  at: number,
): Generator<Happening> {
  const base = { platform: offering.platform, account };
  const data = { offering: offering.id, session, client };
  yield { ...base, at, type: 'session.started', data: { ...data, method: 'password' } };
  yield {
    ...base,
    at: at + 4 * SEC,
    type: 'content.viewed',
    data: { ...data, activity: `${offering.id}-outline` },
  };
}

/** Eight items with the heavy-tailed pauses of people (threats.md, calibration). */
export function* quiz(
  account: string,
  offering: SimOffering,
  id: string,
  session: string,
  client: SimClient,
  from: number,
  random: Random,
): Generator<Happening, number> {
  const common = { offering: offering.id, activity: id, session, client, attempt: 1 };
  const one = (type: string, at: number, data: object): Happening => ({
    at,
    type: `assessment.${type}`,
    platform: offering.platform,
    account,
    data: { ...common, ...data },
  });
  let at = from;
  let right = 0;
  yield one('started', at, { kind: 'quiz' });
  for (let item = 1; item <= 8; item++) {
    const elapsedSec = Math.round(4 + random.exponential(35));
    at += elapsedSec * SEC;
    const correct = random.chance(0.75);
    if (correct) right++;
    yield one('answered', at, {
      item: `i-${item}`,
      response: random.pick(['A', 'B', 'C', 'D']),
      correct,
      elapsedSec,
    });
  }
  at += random.between(2, 30) * SEC;
  yield one('submitted', at, { kind: 'quiz', score: right, maxScore: 8 });
  return at;
}

export const studyHour = (
  student: SimStudent,
  lessons: readonly Lesson[],
  random: Random,
): number => {
  if (student.traits.has('night_owl')) return 23 * HOUR + random.int(0, 120) * MIN;
  if (student.traits.has('binge') && lessons.length > 0) return 19 * HOUR + random.int(0, 30) * MIN;
  return 18 * HOUR + 30 * MIN + random.int(0, 120) * MIN;
};
