import type { Detector } from '../../detector.js';
import type { Violation } from '../../violation.js';
import { concludePrograms, defaults, type Deed } from './conclude.js';
import { programUse, type ProgramUse } from './day.js';

const named = (...names: readonly string[]): string[] => names.map((name) => `probity.${name}.v1`);

/**
 * A client that names itself as a program does what a student should: plays videos, signs in, answers, draws answers
 * out. Simple tools leave their library's name (threats.md 1.1, 1.4); those that borrow a browser's are for
 * other judges.
 */
const programClient = (
  what: string,
  violation: Violation,
  types: readonly string[],
  deed: Deed,
): Detector<ProgramUse> => ({
  name: `program-client-${what}`,
  version: '1',
  violation,
  group: 'client-name',
  key: 'student',
  types,
  window: 'day',
  defaults,
  measure: programUse,
  conclude: concludePrograms(deed),
});

export const programClients: readonly Detector[] = [
  programClient('video', 'course_brushing', named('video.heartbeat', 'video.completed'), {
    fewest: 3,
    zh: '视频进度或完成记录',
    en: 'progress or an end of a video was told',
  }),
  programClient('signin', 'proxy_attendance', named('attendance.signed_in'), {
    fewest: 1,
    zh: '课堂签到',
    en: 'a lesson was signed in to',
  }),
  programClient('answers', 'exam_brushing', named('assessment.answered', 'assessment.submitted'), {
    fewest: 5,
    zh: '作答或交卷',
    en: 'an answer or a paper was handed in',
  }),
  programClient('key', 'content_leak', named('assessment.answer_shown'), {
    fewest: 5,
    zh: '调取答案',
    en: 'an answer was called up',
  }),
];
