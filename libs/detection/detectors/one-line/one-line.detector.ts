import type { Detector } from '../../detector.js';
import { concludeLine } from './conclude.js';
import { defaults, type LineDay } from './day.js';
import { lineDay } from './measure.js';

/**
 * One writer for students of different courses, where no device id joins the papers: each platform gives a
 * machine an id of its own, a private window another one each time. What stays is the address at which he
 * sits. Its own group: that a student's exam came from an unknown machine and place is `unlike-term`'s;
 * that another student's came from the same place is what is weighed here.
 */
export const oneLine: Detector<LineDay> = {
  name: 'one-line',
  version: '1',
  violation: 'exam_impersonation',
  group: 'exam-line',
  key: 'address',
  types: [
    'session.started',
    'assessment.started',
    'assessment.submitted',
    'video.ended',
    'video.completed',
  ].map((name) => `probity.${name}.v1`),
  window: 'day',
  defaults,
  measure: lineDay,
  conclude: concludeLine,
};
