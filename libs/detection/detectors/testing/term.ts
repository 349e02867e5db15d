import type { RosterFile } from '../../../roster/testing/roster-in-memory.js';
import { DetectionBench, type SentEvent } from '../../testing/detection-bench.js';
import type { BenchOptions } from '../../testing/detection-bench.js';
import { excessiveAbsence } from '../excessive-absence/excessive-absence.detector.js';
import { nonParticipation } from '../non-participation/non-participation.detector.js';

export const FROM = '2026-03-02T00:00:00+08:00';
export const TO = '2026-07-01T00:00:00+08:00';
const FIRST = Date.parse('2026-03-02T08:00:00+08:00');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The `n`th of a course's meetings, from 1: one teaching hour, a day apart. */
export const meeting = (n: number, more: object = {}) => ({
  ...{ id: `m-${n}`, offering: 'CS', hours: 1 },
  startsAt: new Date(FIRST + (n - 1) * DAY).toISOString(),
  endsAt: new Date(FIRST + (n - 1) * DAY + HOUR).toISOString(),
  ...more,
});

export const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

export const student = (id: string, ...sources: readonly string[]) => ({
  ...{ id, name: `学生${id}`, college: 'CS', adviser: 'adviser' },
  accounts: (sources.length > 0 ? sources : ['lms']).map((source) => ({
    ...{ source, account: `a-${id}`, from: null, to: null },
  })),
});

export const offering = (hours: number, more: object = {}) => ({
  ...{ id: 'CS', course: 'CS', college: 'CS', owner: 'teacher', platforms: ['lms'] },
  ...{ hours: { total: hours }, window: { from: FROM, to: TO }, ...more },
});

export const enrolled = (id: string, more: object = {}) => ({
  ...{ student: id, offering: 'CS', status: 'active' as const, at: '2026-02-20T00:00:00+08:00' },
  ...more,
});

/** A course with as many meetings of an hour as it has hours, and the students given. */
export const course = (hours: number, ...students: readonly string[]): RosterFile =>
  ({
    students: students.map((id) => student(id)),
    offerings: [offering(hours)],
    enrolments: students.map((id) => enrolled(id)),
    meetings: numbers(1, hours).map((n) => meeting(n)),
  }) as RosterFile;

/** Sign-ins of a student, five minutes after each meeting's begin. */
export const signedIn = (
  id: string,
  meetings: readonly number[],
  source = 'lms',
): readonly SentEvent[] =>
  meetings.map((n) => ({
    ...{ source, id: `${id}-${n}`, account: `a-${id}` },
    type: 'probity.attendance.signed_in.v1',
    time: new Date(FIRST + (n - 1) * DAY + HOUR / 12).toISOString(),
    data: { meeting: `m-${n}`, method: 'qr' },
  }));

/** A vendor declares its feed complete, an hour after the instant it declares. */
export const completeUntil = (until: string, source = 'lms', more: object = {}): SentEvent => ({
  ...{ source, id: `complete-${until}`, type: 'probity.feed.completed.v1' },
  account: undefined,
  time: new Date(Date.parse(until) + HOUR).toISOString(),
  data: { until },
  ...more,
});

/** The real runner with the two exact detectors. */
export const exactBench = async (options: BenchOptions = {}): Promise<DetectionBench> => {
  const bench = new DetectionBench({ detectors: [excessiveAbsence, nonParticipation], ...options });
  await bench.runner.open();
  return bench;
};

/** Who stands accused of what: `<student> <detector>`, of whom the score is over the threshold. */
export const accusedIn = async (bench: DetectionBench): Promise<readonly string[]> =>
  (await bench.all())
    .filter(({ state, score }) => state !== 'withdrawn' && score >= 0.9)
    .map(({ subject, detector }) => `${bench.roster.view.numberOf(subject)} ${detector}`)
    .sort();
