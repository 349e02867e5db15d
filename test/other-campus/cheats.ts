import { VENDORS, type Course, type Learner } from './campus.js';
import type { Guilt } from './guilt.js';
import type { Sender } from './sender.js';
import * as people from './tools-people.js';
import { firstStart, toolMachine, VIDEO_TOOLS } from './tools.js';

/** Every tool of every vendor, on somebody's course. */
export function brush(guilt: Guilt, sender: Sender): void {
  for (const { source } of VENDORS)
    for (const [tool, run] of Object.entries(VIDEO_TOOLS[source] ?? {}))
      for (let n = 0; n < guilt.rate; n++) {
        const seat = guilt.free((one) => one.vendor.source === source);
        const wrong = guilt.accuse(seat, 'course_brushing', tool);
        guilt.skip('videos', seat);
        const random = guilt.random.fork(tool, n, source);
        const hand = {
          machine: toolMachine(seat.learner, tool, random),
          session: random.hex(8),
          wrong,
        };
        const startsAt = firstStart(random, guilt.weeks);
        run({ ...seat, sender, hand, random, startsAt, weeks: guilt.weeks });
      }
}

const SIGNERS = {
  signFaker: people.signFaker,
  autoSign: people.autoSign,
  qrGroup: people.qrGroup,
  friendsPhone: people.friendsPhone,
};

/** Absent students, and how they are signed in all the same. */
export function signInTheAbsent(guilt: Guilt, sender: Sender): void {
  for (const [name, tool] of Object.entries(SIGNERS) as [
    keyof typeof SIGNERS,
    typeof people.autoSign,
  ][])
    for (let n = 0; n < guilt.rate; n++) {
      const { course, friend, away } = groupFor(guilt, name);
      if (!friend) continue;
      const random = guilt.random.fork(name, n);
      const wrong = (learner: Learner) => `${learner.number} ${course.id} proxy_attendance`;
      for (const meeting of course.meetings)
        if (random.chance(0.85)) tool({ sender, course, meeting, random, friend, away, wrong });
    }
}

function groupFor(guilt: Guilt, name: keyof typeof SIGNERS) {
  const blended = (one: Course) =>
    one.meetings.some(({ method }) => name !== 'qrGroup' || method === 'qr');
  const { learner, course } = guilt.free(blended);
  const size = name === 'friendsPhone' ? 0 : guilt.random.int(2, 4);
  const [friend, ...others] = guilt.classmates(course, 1 + size);
  const away = [learner, ...others];
  for (const one of away) {
    guilt.accuse({ learner: one, course }, 'proxy_attendance', name);
    guilt.skip('meetings', { learner: one, course });
  }
  if (friend && (name === 'signFaker' || name === 'friendsPhone')) {
    guilt.accuse({ learner: friend, course }, 'proxy_attendance', `${name} hand`);
    if (name === 'signFaker') guilt.skip('meetings', { learner: friend, course });
  }
  return { course, friend, away };
}

/** Half of them served by one studio's machine. */
export function lend(guilt: Guilt, sender: Sender): void {
  const studio = people.helperMachine(guilt.random);
  for (let n = 0; n < guilt.rate * 8; n++) {
    const seat = guilt.free(() => true);
    const family = n % 2 ? 'helper' : 'studio';
    const wrong = guilt.accuse(seat, 'account_lending', family);
    guilt.skip('videos', seat);
    guilt.skip('papers', seat);
    const random = guilt.random.fork('lend', n);
    const machine = family === 'studio' ? studio : people.helperMachine(random);
    people.helperWorks(sender, seat.learner, seat.course, machine, wrong, guilt.weeks, random);
  }
}

/** Who hardly ever comes. */
export function stayAway(guilt: Guilt): void {
  for (let n = 0; n < guilt.rate * 2; n++) {
    const seat = guilt.free((one) => one.meetings.length > 0);
    guilt.accuse(seat, 'excessive_absence', 'truant');
    guilt.skip('meetings', seat);
  }
}
