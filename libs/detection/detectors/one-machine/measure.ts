import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { cite, clientText, groupBy, known } from '../reading.js';
import { attemptOf, kindOf } from '../sittings/read-sittings.js';
import { deviceOf } from '../signins.js';
import type { MachineDay, SatExam } from './day.js';

/** Logging in and opening the paper, and a look at the result, are part of the exam. */
const AROUND_MS = 15 * 60_000;
/** More students in a day than any machine has; the rest is not kept. */
export const MOST = 40;

export function machineDay(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): MachineDay | null {
  // Devices named by a filler text are no device, whatever the key says.
  const named = events.filter((event) => deviceOf(event) !== undefined);
  if (named.length === 0) return null;
  const exams = [...attemptsIn(named).values()]
    .map((own) => examOf(own, context))
    .filter((exam) => exam !== undefined);
  return {
    study: studyBeside(exams, named),
    ...(exams.length > 0 && { exams: exams.slice(0, MOST) }),
    ...(exams.length > 0 && isRoom(named, context) && { room: true as const }),
  };
}

/** Events of each student's attempt. */
export const attemptsIn = (
  events: readonly AttributedActivity[],
): ReadonlyMap<string, AttributedActivity[]> =>
  groupBy(events, (event) => {
    const attempt = event.type.startsWith('probity.assessment.') ? attemptOf(event) : undefined;
    return attempt && `${event.subject}\n${String(event.data.offering)}\n${attempt}`;
  });

/** Students with anything but an exam, and what goes with it. */
export function studyBeside(
  exams: readonly SatExam[],
  events: readonly AttributedActivity[],
): readonly string[] {
  const study = events.filter(
    ({ subject, at }) =>
      !exams.some(
        (exam) =>
          exam.subject === subject && at >= exam.from - AROUND_MS && at <= exam.to + AROUND_MS,
      ),
  );
  return [...new Set(study.map(({ subject }) => subject))].sort().slice(0, MOST);
}

export function examOf(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): SatExam | undefined {
  const first = known(events[0]);
  const last = known(events.at(-1));
  const { offering, activity } = first.data;
  if (typeof offering !== 'string' || typeof activity !== 'string') return undefined;
  if (!events.every(({ serverTimed }) => serverTimed)) return undefined;
  const told = events.find((event) => event.data['kind'] !== undefined);
  if (kindOf(told, offering, activity, context) !== 'exam') return undefined;
  return {
    subject: first.subject,
    offering,
    assessment: activity,
    from: first.at,
    to: last.at,
    events: (last === first ? [first] : [first, last]).map(cite),
  };
}

const isRoom = (events: readonly AttributedActivity[], { roster }: MeasureContext): boolean =>
  events.some((event) => {
    const ip = clientText(event, 'ip');
    const kind = ip === undefined ? undefined : roster.network(ip)?.kind;
    return kind === 'lab' || kind === 'campus';
  });
