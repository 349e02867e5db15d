import type { Random } from '../simulator/random.js';
import { BEGIN, DAY, HOUR, SEC, type Course, type Learner } from './campus.js';
import { cityIp, dormIp, laptopOf } from './places.js';
import type { Hand, Sender } from './sender.js';
import { playVideo } from './study.js';

/** A course done by a tool, with the constants read in its public code (threats.md 1.1). */
export type VideoTool = (run: Run) => void;

export interface Run {
  readonly sender: Sender;
  readonly learner: Learner;
  readonly course: Course;
  readonly hand: Hand;
  readonly random: Random;
  readonly startsAt: number;
  readonly weeks: number;
}

type Emit = ReturnType<Sender['by']>;

const beat = (
  emit: Emit,
  { vendor }: Course,
  video: Course['videos'][number],
  at: number,
  position: number,
  seq = 0,
  claim?: number,
) =>
  emit(
    'video.heartbeat',
    at,
    {
      ...{ activity: video.id, positionSec: Math.round(position), lengthSec: video.lengthSec },
      ...vendor.members(Math.round(position), seq, 1),
    },
    claim,
  );

const done = (emit: Emit, video: Course['videos'][number], at: number) =>
  emit('video.completed', at, { activity: video.id, progress: 1 });

/** Workers that take the next video as soon as they are free. */
function parallel(
  run: Run,
  workers: number,
  staggerSec: number,
  one: (video: Course['videos'][number], from: number) => number,
) {
  const free = Array.from({ length: workers }, (_, n) => run.startsAt + n * staggerSec * SEC);
  for (const video of run.course.videos) {
    const from = Math.min(...free);
    free[free.indexOf(from)] = one(video, from);
  }
}

const samueli: VideoTool = (run) => {
  const { sender, learner, course, hand, random } = run;
  const emit = sender.by(learner, course, hand);
  parallel(run, 4, 1, (video, from) => {
    beat(emit, course, video, from, video.lengthSec);
    let at = from + SEC;
    for (let position = 0; position < video.lengthSec;) {
      const step = random.int(30, 90);
      position += step;
      at += (step + random.between(0, 2)) * SEC;
      beat(emit, course, video, at, Math.min(position, video.lengthSec));
    }
    done(emit, video, at + 100);
    return at;
  });
};

const liuyunfz: VideoTool = (run) => {
  const { sender, learner, course, hand, random } = run;
  const emit = sender.by(learner, course, hand);
  parallel(run, course.videos.length, 1, (video, from) => {
    let at = from;
    for (let position = 59; position < video.lengthSec; position += 60) {
      at += 59_800 + random.exponential(80);
      beat(emit, course, video, at, position);
    }
    at += 59_800;
    beat(emit, course, video, at, video.lengthSec);
    done(emit, video, at + 50);
    return at;
  });
};

const fuckzhs: VideoTool = (run) => {
  const { sender, learner, course, hand, random } = run;
  const emit = sender.by(learner, course, hand);
  let at = run.startsAt;
  for (const video of course.videos) {
    for (let position = 0; position < 0.91 * video.lengthSec;) {
      if (random.chance(0.07)) {
        at += 30_350;
        beat(emit, course, video, at, position);
        at += 30_350;
      }
      at += 30_000 + random.between(300, 420);
      position += 45;
      beat(emit, course, video, at, Math.min(position, 0.91 * video.lengthSec));
    }
    done(emit, video, at + 100);
    at += random.between(1, 2) * SEC;
  }
};

const yuketangHelper: VideoTool = ({ sender, learner, course, hand, startsAt }) => {
  const emit = sender.by(learner, course, hand);
  let at = startsAt;
  let claim = startsAt;
  for (const video of course.videos) {
    for (let position = 0, n = 0; position < video.lengthSec; position += 20, n++) {
      claim += 15 * SEC;
      if (claim > at + HOUR) claim = at;
      if (n % 50 === 49) at += 800;
      beat(emit, course, video, at + n, position, 2, claim);
    }
    at += 800;
    done(emit, video, at);
  }
};

const spoofer: VideoTool = ({ sender, learner, course, hand, startsAt }) => {
  const emit = sender.by(learner, course, hand);
  let at = startsAt;
  for (const video of course.videos) {
    for (let position = 0; position < video.lengthSec; position += 60)
      beat(emit, course, video, (at += SEC), position, 1);
    beat(emit, course, video, (at += SEC), video.lengthSec, 1);
    done(emit, video, at + 10);
  }
};

const hotwords: VideoTool = (run) => {
  const { sender, learner, course, hand, random } = run;
  const emit = sender.by(learner, course, hand);
  parallel(run, 8, 0.3, (video, from) => {
    let at = from;
    for (let position = 0; position < video.lengthSec;) {
      at += 30 * SEC;
      for (let n = 0; n < 6; n++) {
        position += 10;
        const claim = at - 30 * SEC + n * (5000 + random.normal(0, 50));
        beat(emit, course, video, at, Math.min(position, video.lengthSec), n, claim);
      }
    }
    done(emit, video, at + 90);
    return at;
  });
};

const instantPass: VideoTool = ({ sender, learner, course, hand, random, startsAt }) => {
  const emit = sender.by(learner, course, hand);
  let at = startsAt;
  for (const video of course.videos) {
    at += random.between(2, 9) * SEC;
    if (course.vendor.player)
      emit('video.ended', at, {
        activity: video.id,
        positionSec: video.lengthSec - random.int(1, 2),
      });
    done(emit, video, at + 80);
  }
};

/** A userscript on the genuine player: fixed gaps, pauses undone at once, many videos a day. */
const driven =
  (gapSec: (random: Random) => number, rate: number, resumeSec: number): VideoTool =>
  (run) => {
    const { sender, learner, course, hand, random, weeks } = run;
    const perDay = Math.ceil(course.videos.length / Math.max(2, weeks - 2));
    let n = 0;
    for (const [v, video] of course.videos.entries()) void [v, video];
    for (let day = 0; n < course.videos.length; day++) {
      let at = run.startsAt + day * 3 * DAY + random.between(0, 2) * HOUR;
      sender.by(learner, course, hand)('session.started', at - 20 * SEC, { method: 'password' });
      for (const video of course.videos.slice(n, n + perDay)) {
        const pauses = random.chance(0.5)
          ? [{ at: random.between(20, video.lengthSec - 20), sec: resumeSec }]
          : [];
        at = playVideo(sender, learner, course, hand, at, {
          video,
          rate,
          pauses,
          jumps: false,
          share: 1,
        });
        at += gapSec(random) * SEC;
      }
      n += perDay;
    }
  };

/** Serial, real time, the platform's own cadence, without the player's events. */
const serial: VideoTool = (run) => {
  const { sender, learner, course, hand, random } = run;
  const emit = sender.by(learner, course, hand);
  const perDay = 4;
  for (const [n, video] of course.videos.entries()) {
    let at = run.startsAt + Math.floor(n / perDay) * DAY + (n % perDay) * 20 * 60 * SEC;
    const { beatSec } = course.vendor;
    for (let position = 0, seq = 1; position < video.lengthSec; position += beatSec, seq++)
      beat(emit, course, video, (at += beatSec * SEC + random.exponential(60)), position, seq);
    done(emit, video, at + 200);
  }
};

/** By vendor, the tools that people use there. */
export const VIDEO_TOOLS: Readonly<Record<string, Readonly<Record<string, VideoTool>>>> = {
  xuexi: {
    ...{ samueli, liuyunfz, instantPass, serial },
    ocs: driven(() => 5, 1, 1),
    cxmooc: driven((random) => random.between(30, 90), 2, 0.4),
  },
  ykt: {
    ...{ yuketangHelper, spoofer, hotwords, serial },
    letmefly: driven(() => 10, 2, 0.3),
  },
  zhidao: { fuckzhs, liuyunfz, instantPass, serial },
};

/** A packet tool runs on the student's laptop or on a server in a city. */
export const toolMachine = (learner: Learner, tool: string, random: Random) =>
  ['ocs', 'cxmooc', 'letmefly'].includes(tool) || random.chance(0.5)
    ? { ...laptopOf(learner), ip: dormIp(learner) }
    : {
        ip: cityIp(random.int(0, 3), random),
        userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/118.0.0.0',
        deviceId: random.hex(16),
      };

export const firstStart = (random: Random, weeks: number): number =>
  BEGIN + random.int(2, (weeks - 3) * 7) * DAY + random.between(9, 21) * HOUR;
