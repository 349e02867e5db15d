import { behaviour, unless, type Given } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { meetClock, startClock } from '../clocks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';

const STAGES = ['triage', 'college_notified', 'college_answered'] as const;

type Notify = Given<'notify_college', (typeof STAGES)[number]>;

/**
 * The college responsible (art. 4) learns what stands against its offering and by when to answer. It is
 * an office of the university: the notice reaches it with its queue, the time runs from then.
 */
export const notifyCollege = behaviour({
  name: 'notify_college',
  roles: ['officer'],
  stages: STAGES,
  decide: (given) => {
    const { act, data, facts, context, stage, no } = given;
    const { limits } = context;
    const answerDays = data.answerDays ?? limits.collegeAnswerDays;
    const findings = facts.findings.filter(({ code }) => data.findings.includes(code));
    return unless(
      [
        reasonGiven(given, data.facts, 'the facts'),
        facts.course.college === undefined
          ? no('NoticeIncomplete', 'no college is on file for the offering: nobody to notify')
          : undefined,
        unknown(given),
        answerDays < 1 ? no('DeadlineFloor', 'an answer takes a working day or more') : undefined,
      ],
      () => [
        fact('CollegeNotified', {
          ...act,
          facts: data.facts,
          findings,
          college: facts.course.college ?? '',
          notice: 'toCollege' in stage ? stage.toCollege.notice + 1 : 1,
          answerDays,
        }),
        ...meetClock(facts, act, 'triage'),
        ...meetClock(facts, act, 'review'),
        startClock(context, act, 'college_answer', act.at, answerDays),
      ],
    );
  },
});

const unknown = ({ data, facts, no }: Notify): Refusal | undefined => {
  if (data.findings.length === 0)
    return no('NoticeIncomplete', 'the notice must name a finding that stands');
  const missing = data.findings.find((code) => !facts.findings.some((one) => one.code === code));
  return missing === undefined
    ? undefined
    : no('UnknownReference', `the finding ${missing} does not stand`);
};
