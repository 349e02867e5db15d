import { behaviour, unless } from '../behaviour.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import type { CourseFacts } from '../course-facts.js';
import { fact } from '../events.js';

/** What the roster says changed: who teaches, the category, the enrolment. */
export const noteCourse = behaviour({
  name: 'note_course',
  roles: ['system'],
  stages: ['flagged', 'withdrawn_flag', ...STAGES_CLAIMED],
  decide: ({ act, data, facts }) =>
    unless([], () =>
      line(data.course) === line(facts.course)
        ? []
        : [fact('CourseNoted', { ...act, course: data.course })],
    ),
});

const line = (course: CourseFacts): string =>
  JSON.stringify([
    course.offering,
    course.college,
    course.owner,
    [...course.teachers].sort(),
    course.category,
    course.enrolled,
    course.discontinued,
    [...(course.reporters ?? [])].sort(),
  ]);
