import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { attemptsIn, examOf, MOST, studyBeside } from '../one-machine/measure.js';
import { placeOf } from '../presence/presence.js';
import { clientText, known } from '../reading.js';
import { deviceOf, digest } from '../signins.js';
import type { LineDay, LineExam } from './day.js';

/** Who sat an exam at an address outside the university, and who studies there. */
export function lineDay(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): LineDay | null {
  const [first] = events;
  // One key is one address.
  if (!first || placeOf(clientText(first, 'ip'), context)?.kind !== 'line') return null;
  const exams = [...attemptsIn(events).values()].flatMap((own) => lineExamOf(own, context));
  const study = studyBeside(exams, events);
  return exams.length === 0 ? { study } : { study, exams: exams.slice(0, MOST) };
}

function lineExamOf(own: readonly AttributedActivity[], context: MeasureContext): LineExam[] {
  const exam = examOf(own, context);
  if (exam === undefined) return [];
  const first = known(own[0]);
  const [device, agent] = [deviceOf(first), clientText(first, 'userAgent')];
  return [
    {
      ...exam,
      device: device === undefined ? '' : digest(device),
      agent: agent === undefined ? '' : digest(agent),
    },
  ];
}
