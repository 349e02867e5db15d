import type { Random } from '../simulator/random.js';
import {
  BEGIN,
  DAY,
  HOUR,
  MIN,
  SEC,
  type ClassMeeting,
  type Course,
  type Learner,
  type Paper,
} from './campus.js';
import { answersOf, responseOf, writePaper, type Answer } from './papers.js';
import { campusIp, cityIp, dormIp, laptopOf, mobileIp, phoneOf } from './places.js';
import { signIn, tokenAt } from './presence.js';
import type { Hand, Machine, Sender } from './sender.js';
import { playVideo, viewingBy } from './study.js';

const AGENT = 'Dalvik/2.1.0 (Linux; U; Android 12; SM-N9006 Build/8aba9e4.0)';

export interface AwayRun {
  readonly sender: Sender;
  readonly course: Course;
  readonly meeting: ClassMeeting;
  readonly random: Random;
  /** Signs the others in; is there himself. */
  readonly friend: Learner;
  readonly away: readonly Learner[];
  readonly wrong: (learner: Learner) => string;
}

/** A new device code per login, the friends in list order, 200 ms after each answer. */
export function signFaker({ sender, course, meeting, random, friend, away, wrong }: AwayRun): void {
  let at = meeting.startsAt + random.between(15, 60) * SEC;
  const ip = random.chance(0.5) ? campusIp(random) : mobileIp(random);
  const geo = {
    lat: Number((meeting.lat + 0.00021).toFixed(6)),
    lon: Number((meeting.lon - 0.0001).toFixed(6)),
  };
  for (const learner of [friend, ...away]) {
    const machine: Machine = {
      ...{ ip, userAgent: AGENT, deviceId: random.hex(16) },
      ...(meeting.method === 'location' ? { geo } : {}),
    };
    const own = learner === friend ? undefined : wrong(learner);
    signIn(sender, learner, course, meeting, at, machine, tokenAt(meeting, at), own);
    at += 200 + random.exponential(120);
  }
}

/** A polling bot that answers the push by itself, with a position once typed in. */
export function autoSign({ sender, course, meeting, random, away, wrong }: AwayRun): void {
  const at = meeting.startsAt + random.between(1, 4) * SEC;
  for (const [n, learner] of away.entries()) {
    const geo = {
      lat: Number((meeting.lat + 0.000012).toFixed(6)),
      lon: Number((meeting.lon + 0.00001).toFixed(6)),
    };
    const machine = { ip: '121.40.9.77', ...(meeting.method === 'location' ? { geo } : {}) };
    const when = at + n * random.between(200, 900);
    signIn(sender, learner, course, meeting, when, machine, tokenAt(meeting, when), wrong(learner));
  }
}

/** A photograph of the code in a chat group: everybody from where he lies. */
export function qrGroup({ sender, course, meeting, random, away, wrong }: AwayRun): void {
  const shown = meeting.startsAt + random.between(20, 50) * SEC;
  for (const learner of away) {
    const at = Math.ceil(shown / 10_000) * 10_000 + random.between(0.3, 0.95) * 10 * SEC;
    const ip = random.chance(0.6) ? dormIp(learner) : cityIp(learner.index, random);
    signIn(
      sender,
      learner,
      course,
      meeting,
      at,
      { ...phoneOf(learner, at), ip },
      tokenAt(meeting, shown),
      wrong(learner),
    );
  }
}

/** One's login on a friend's phone. */
export function friendsPhone({
  sender,
  course,
  meeting,
  random,
  friend,
  away,
  wrong,
}: AwayRun): void {
  let at = meeting.startsAt + random.between(30, 200) * SEC;
  const ip = campusIp(random);
  const geo = { lat: meeting.lat + 0.0002, lon: meeting.lon, accuracyM: 18 };
  for (const learner of away) {
    at += random.between(18, 55) * SEC;
    const machine = {
      ...phoneOf(friend, at),
      ip,
      ...(meeting.method === 'location' ? { geo } : {}),
    };
    signIn(sender, learner, course, meeting, at, machine, tokenAt(meeting, at), wrong(learner));
  }
}

/** Somebody else does a course: videos and quizzes, from his own machine, on his own evenings. */
export function helperWorks(
  sender: Sender,
  learner: Learner,
  course: Course,
  machine: Machine,
  wrong: string,
  weeks: number,
  random: Random,
): void {
  const perDay = 3;
  for (let n = 0, day = 3; n < course.videos.length && day < weeks * 7; day += 2) {
    let at = BEGIN + day * DAY + random.between(18.5, 21) * HOUR;
    const hand: Hand = { machine, session: `h-${random.hex(6)}`, wrong };
    sender.by(learner, course, hand)('session.started', at - 20 * SEC, { method: 'password' });
    for (const video of course.videos.slice(n, n + perDay))
      at =
        playVideo(sender, learner, course, hand, at, viewingBy(learner, video, 2, random)) +
        random.lognormal(15, 0.8) * SEC;
    n += perDay;
  }
  for (const paper of course.papers.filter(({ kind }) => kind === 'quiz')) {
    const hand: Hand = { machine, session: `h-${random.hex(6)}`, wrong };
    const from = paper.opensAt + random.between(1, 5) * DAY;
    writePaper(sender, learner, course, hand, paper, from, answersOf(learner, paper, random));
  }
}

export const helperMachine = (random: Random): Machine => ({
  ...{ ip: cityIp(random.int(0, 3), random), deviceId: `D${random.hex(10)}` },
  userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/617',
});

const startOf = (paper: Paper, random: Random): number =>
  paper.kind === 'exam'
    ? paper.opensAt + random.between(5, 60) * SEC
    : paper.opensAt + random.between(1, 5.5) * DAY;

const mine = (learner: Learner, wrong: string): Hand => ({
  ...{
    machine: { ...laptopOf(learner), ip: dormIp(learner) },
    session: `x-${wrong.length}-${learner.index}`,
    wrong,
  },
});

/** A search script answers every item after about three seconds, nine in ten rightly. */
export function searchScript(
  sender: Sender,
  learner: Learner,
  course: Course,
  paper: Paper,
  wrong: string,
  random: Random,
): void {
  const answers = paper.items.map((item): Answer => ({
    item,
    response: random.chance(0.92) ? item.key : random.pick(['A', 'B', 'C', 'D']),
    gapSec: 3 + random.exponential(0.35),
  }));
  writePaper(sender, learner, course, mine(learner, wrong), paper, startOf(paper, random), answers);
}

/** One account hands in B everywhere and reads the key; when it is done. */
export function harvest(
  sender: Sender,
  learner: Learner,
  course: Course,
  paper: Paper,
  wrong: string,
  random: Random,
): number {
  const from = paper.opensAt + random.between(1, 20) * HOUR;
  const answers = paper.items.map((item): Answer => ({ item, response: 'B', gapSec: 3 }));
  const hand = mine(learner, wrong);
  const end = writePaper(sender, learner, course, hand, paper, from, answers);
  const emit = sender.by(learner, course, hand);
  for (const [n, item] of paper.items.entries())
    emit('assessment.answer_shown', end + 5 * SEC + n * 2 * SEC, {
      activity: paper.id,
      item: item.id,
    });
  return end + MIN;
}

/** Another hands in the key at first try, three seconds apart. */
export function useHarvest(
  sender: Sender,
  learner: Learner,
  course: Course,
  paper: Paper,
  wrong: string,
  from: number,
  gapSec: (n: number) => number,
): void {
  const answers = paper.items.map((item, n): Answer => ({
    item,
    response: item.key,
    gapSec: gapSec(n),
  }));
  writePaper(sender, learner, course, mine(learner, wrong), paper, from, answers);
}

/** A second hand copies from the first: most answers, the wrong ones too. */
export function copyFrom(
  sender: Sender,
  learner: Learner,
  course: Course,
  paper: Paper,
  from: readonly Answer[],
  share: number,
  wrong: string,
  random: Random,
): void {
  const answers = from.map(({ item, response }): Answer => ({
    item,
    response: random.chance(share) ? response : responseOf(learner, item, random),
    gapSec: random.lognormal(40, 0.7),
  }));
  writePaper(sender, learner, course, mine(learner, wrong), paper, startOf(paper, random), answers);
}

/** Somebody able sits the exam, elsewhere. */
export function gunman(
  sender: Sender,
  learner: Learner,
  course: Course,
  paper: Paper,
  machine: Machine,
  from: number,
  wrong: string,
  random: Random,
): number {
  const able = { ...learner, ability: 2.3, traits: new Set<string>() };
  const hand: Hand = { machine, session: `g-${random.hex(6)}`, wrong };
  sender.by(learner, course, hand)('session.started', from - 15 * SEC, { method: 'password' });
  return writePaper(sender, learner, course, hand, paper, from, answersOf(able, paper, random));
}
