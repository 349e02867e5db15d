import { PUBLISHED, type ShortClosedStage, type ShortOpenStage } from './short-stage.js';
import type { Stage, Status } from './stage.js';

type Renamed = ShortOpenStage['status'] | ShortClosedStage['status'];

/** The statuses that the outside reads, in the order of the workflow. */
export const PUBLISHED_STATUSES = [
  ...['flagged', 'triage', 'investigating', 'awaiting_vendor', 'awaiting_student'],
  ...['finding_review', 'notice_issued', 'defence_open', 'defence_closed', 'deliberation'],
  ...['decided', 'appeal_open', 'appealed', 'upheld', 'remitted', 'provincial_appeal'],
  ...['final', 'executed', 'revoked', 'sanction_running', 'lifted', 'archived'],
  ...['dismissed', 'withdrawn', 'suspended'],
  ...['college_notified', 'college_answered', 'remedied', 'persisted'],
] as const;

export type PublishedStatus = (typeof PUBLISHED_STATUSES)[number];

/** The status that the outside reads: a withdrawn flag is `withdrawn` there,
 * and the short path bears the names of the full one. */
export const publishedStatus = ({ status }: Stage): PublishedStatus => {
  if (status === 'withdrawn_flag') return 'withdrawn';
  return isRenamed(status) ? PUBLISHED[status] : status;
};

const isRenamed = (status: Status): status is Renamed => Object.hasOwn(PUBLISHED, status);
