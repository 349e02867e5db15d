import type { CaseShape } from './case-walk.js';
import type { FullPath } from './full-path.js';

export const RESULT = {
  non_participation: 'absent_zero',
  excessive_absence: 'disqualified',
} as const;

const DOCUMENT = { sourceClass: 'document', title: '名单', text: '名单', bearing: 'inculpatory' };

/** The short path from a claimed case to an objection, which a second person then answers. */
export const heardShort = async (path: FullPath, student: string): Promise<void> => {
  const { walk } = path;
  const { violation } = await walk.now();
  const { evidence } = await walk.run('add_evidence', 'officer:li', DOCUMENT);
  await walk.run('issue_notice', 'officer:li', {
    ...{ facts: '经核对', evidence: evidence.slice(-1).map(({ id }) => id) },
    clauses: [`qhnu-online@1#${violation === 'non_participation' ? 25 : 17}`],
    proposed: { outcome: RESULT[violation as keyof typeof RESULT] },
    rights: ['statement', 'defence'],
  });
  await path.deliver('notice');
  await walk.run('object', `student:${student}`, { text: '住院' });
  await walk.run('declare_interest', 'reviewer:zhao', { conflict: false });
};

export const confirmation = (outcome: string) => ({ outcome, facts: '经核对', answer: '已核查' });

/** A confirmation in the student's hands. */
export const confirmShort = async (path: FullPath, outcome: string): Promise<CaseShape> => {
  await path.walk.run('confirm', 'reviewer:zhao', confirmation(outcome));
  return path.deliver('decision');
};
