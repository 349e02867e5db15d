import type { CaseEvent } from '../events.js';
import type { Stage } from '../stage.js';

/** Steps of `course_compliance`; what moves nothing there leaves the very same object. */
export const complianceStageAfter = (stage: Stage, event: CaseEvent): Stage => {
  const answers = 'toCollege' in stage ? stage.answers : [];
  switch (event.type) {
    case 'CollegeNotified':
      return stage.status === 'triage' ||
        stage.status === 'college_notified' ||
        stage.status === 'college_answered'
        ? { status: 'college_notified', toCollege: event.data, answers }
        : stage;
    case 'CollegeAnswered':
      if (stage.status === 'college_answered')
        return { ...stage, answers: [...answers, event.data], closedBy: 'answered' };
      return stage.status === 'college_notified'
        ? {
            ...stage,
            status: 'college_answered',
            answers: [...answers, event.data],
            closedBy: 'answered',
          }
        : stage;
    case 'CollegeSilent':
      return stage.status === 'college_notified'
        ? { ...stage, status: 'college_answered', closedBy: 'lapsed' }
        : stage;
    case 'ComplianceConcluded':
      return stage.status === 'college_answered'
        ? { ...stage, status: event.data.outcome, at: event.data.at, conclusion: event.data }
        : stage;
    default:
      return stage;
  }
};
