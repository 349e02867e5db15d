import { Inject, Injectable } from '@nestjs/common';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import {
  platformGradeOf,
  type ComponentMarks,
  type PlatformGrade,
} from '../../../libs/outcomes/grade-book/platform-grade.js';
import { LEDGER, ROSTER, TIMELINE_INDEX } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import type { TimelineIndex } from '../../../libs/timelines/timeline-index.js';
import { timelinePage, type TimelineEntry } from '../../../libs/timelines/timeline-query.js';

const GRADE = 'probity.grade.recorded.v1';
/** More marks than a course has components, corrected several times. */
const MARKS = 200;

/** What the teaching platforms recorded as grades: the newest `grade.recorded` events of a student. */
@Injectable()
export class PlatformGrades {
  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(TIMELINE_INDEX) private readonly index: TimelineIndex,
  ) {}

  async of(subject: string, offering: string): Promise<PlatformGrade | undefined> {
    const { roster, index, ledger } = this;
    const { entries } = await timelinePage(
      { roster, index, ledger },
      { subject, filter: { offering, types: [GRADE] }, limit: MARKS },
    );
    const marks = entries.flatMap((entry) => marksIn(entry) ?? []);
    return platformGradeOf(marks, roster.offering(offering)?.scheme);
  }
}

/** Undefined where two students claim the account: whose mark it is cannot be told. */
const marksIn = ({ data, time, attribution }: TimelineEntry): ComponentMarks | undefined => {
  if (attribution !== 'student') return undefined;
  const { component, score, maxScore } = data as Record<string, unknown>;
  return typeof component === 'string' && typeof score === 'number' && typeof maxScore === 'number'
    ? { component, score, maxScore, at: Date.parse(time) }
    : undefined;
};
