import { filesOfOthers } from '../../../libs/case-file/disclosure/files-of-others.js';
import { reachOf } from '../../../libs/case-file/disclosure/students-events.js';
import type { Attachment } from '../../../libs/cases/evidence.js';
import type { Case } from '../../../libs/cases/state.js';
import type { Principal } from '../../../libs/platform/principal.js';
import type { CaseHistory } from './case-desk.js';

/**
 * Attachments that the caller may know of. A student those that the student profile of the case file
 * shows, to what was said to or by them, and their own; working papers and recordings stay, by title too.
 */
export const attachmentsFor = (
  { role }: Principal,
  { facts }: Case,
  history: CaseHistory,
): readonly Attachment[] => {
  const { attachments, student = '' } = facts;
  if (role !== 'student') return attachments;
  const reach = reachOf(history, student);
  return attachments.filter(({ id, by }) => reach.attachments.has(id) || by === student);
};

/** Whether the caller may read it too: a student may know of a file that holds other persons' data, by its hash. */
export const mayOpen = (
  { role }: Principal,
  { facts }: Case,
  history: CaseHistory,
  { content }: Attachment,
): boolean =>
  role !== 'student' ||
  !filesOfOthers(history, facts.student ?? '', () => undefined).has(content.vault);
