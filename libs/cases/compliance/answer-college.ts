import { behaviour, unless, type Given } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { meetClock, startClock } from '../clocks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';

const STAGES = ['college_notified', 'college_answered'] as const;

type Answer = Given<'answer_college', (typeof STAGES)[number]>;

/**
 * The college answers: by its own officer or by a teacher of the course. What comes after the time
 * still counts until a second person has concluded.
 */
export const answerCollege = behaviour({
  name: 'answer_college',
  roles: ['officer', 'teacher'],
  stages: STAGES,
  decide: (given) => {
    const { act, data, facts, stage, context } = given;
    const { remedied, text, attachments = [] } = data;
    const first = stage.status === 'college_notified';
    return unless(
      [
        ofTheCollege(given),
        reasonGiven(given, text, 'the answer'),
        attachmentsKnown(given, attachments),
      ],
      () => [
        fact('CollegeAnswered', { ...act, remedied, text, attachments }),
        ...meetClock(facts, act, 'college_answer'),
        ...(first ? [startClock(context, act, 'review', act.at)] : []),
      ],
    );
  },
});

const ofTheCollege = ({ act, command, facts, stage, context, no }: Answer): Refusal | undefined => {
  const { owner, teachers, college } = facts.course;
  if (stage.toCollege.by === act.by)
    return no('PersonHasNoPart', 'whoever notified the college does not answer for it');
  const teaches = owner === act.by || teachers.includes(act.by);
  if (command.actor.role === 'teacher')
    return teaches ? undefined : no('PersonHasNoPart', 'a teacher answers for their own course');
  return college !== undefined && context.staff.collegeOf(act.by) === college
    ? undefined
    : no('PersonHasNoPart', 'the college is answered for by its own officers or the teachers');
};
