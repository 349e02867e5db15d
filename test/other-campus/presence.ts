import type { Random } from '../simulator/random.js';
import { SEC, type ClassMeeting, type Course, type Learner } from './campus.js';
import { campusIp, mobileIp, phoneOf } from './places.js';
import type { Machine, Sender } from './sender.js';

export const tokenAt = (meeting: ClassMeeting, at: number): string =>
  `${meeting.id}.${Math.floor(at / 10_000)}`;

export function openMeeting(sender: Sender, course: Course, meeting: ClassMeeting): void {
  const { id, startsAt, method, lat, lon } = meeting;
  sender.send('dd', 't-1', 'attendance.opened', startsAt, {
    ...{ offering: course.id, meeting: id, method, fence: { lat, lon, radiusM: 100 } },
  });
}

export function signIn(
  sender: Sender,
  learner: Learner,
  course: Course,
  meeting: ClassMeeting,
  at: number,
  machine: Machine,
  token: string,
  wrong?: string,
): void {
  sender.send(
    'dd',
    learner.number,
    'attendance.signed_in',
    at,
    {
      ...{ offering: course.id, meeting: meeting.id, method: meeting.method, client: machine },
      ...(meeting.method === 'qr' ? { token } : {}),
    },
    { wrong },
  );
}

const fix = ({ lat, lon }: ClassMeeting, random: Random) => {
  const drift = () => random.normal(0, 9) / 111_000;
  return {
    lat: lat + 0.0002 + drift(),
    lon: lon - 0.0001 + drift() * 1.25,
    accuracyM: random.int(5, 40),
  };
};

export function attendHonestly(
  sender: Sender,
  learner: Learner,
  course: Course,
  meeting: ClassMeeting,
): void {
  const random = learner.random.fork('meeting', meeting.id);
  if (random.chance(0.07)) return;
  const at = meeting.startsAt + Math.min(600, random.lognormal(14, 0.9)) * SEC;
  const ip = random.chance(0.5) ? campusIp(random) : mobileIp(random);
  const geo = meeting.method === 'location' ? { geo: fix(meeting, random) } : {};
  const machine = { ...phoneOf(learner, at), ip, ...geo };
  signIn(sender, learner, course, meeting, at, machine, tokenAt(meeting, at - 2 * SEC));
}
