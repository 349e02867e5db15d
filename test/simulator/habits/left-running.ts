import { clientOf, type Happening } from '../event.js';
import type { Random } from '../random.js';
import { MIN, SEC } from '../world/calendar.js';
import { dormIp } from '../world/networks.js';
import type { SimStudent } from '../world/students.js';
import { play } from './player.js';

/** Off to class, and the laptop in the dormitory plays on from video to video. */
export function* leftRunning(
  student: SimStudent,
  day: number,
  random: Random,
): Generator<Happening> {
  for (const offering of student.offerings) {
    const meeting = offering.meetings.find((one) => one.day === day);
    if (!meeting || !random.chance(0.25)) continue;
    let at = meeting.startsAt - 20 * MIN;
    const session = `s-${random.hex(8)}`;
    for (const video of offering.videos.slice(28, 31)) {
      const client = clientOf(student.laptop, dormIp(student.dormitory));
      const base = { account: student.number, offering, session, client, video, from: at };
      at = yield* play({ ...base, speed: 1, skips: false, pauses: 0, foreground: false }, random);
      at += 5 * SEC;
    }
    return;
  }
}
