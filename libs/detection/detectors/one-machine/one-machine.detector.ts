import type { Detector } from '../../detector.js';
import { concludeMachine } from './conclude.js';
import { defaults, type MachineDay } from './day.js';
import { machineDay } from './measure.js';

/**
 * One writer for students of different courses: a machine that serves nothing but exams, of people who
 * never study on it. Within one class one-writer sees more, the pace and the scores of the others.
 */
export const oneMachine: Detector<MachineDay> = {
  name: 'one-machine',
  version: '1',
  violation: 'exam_impersonation',
  group: 'exam-stranger',
  key: 'device',
  types: [
    'session.started',
    'assessment.started',
    'assessment.submitted',
    'video.ended',
    'video.completed',
  ].map((name) => `probity.${name}.v1`),
  window: 'day',
  defaults,
  measure: machineDay,
  conclude: concludeMachine,
};
