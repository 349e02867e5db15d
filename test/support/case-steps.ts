import type { CaseWalk } from './case-walk.js';

export const ARTICLE = 'qhnu-online@1#24';
export const COMMITTEE = { members: ['chen', 'sun', 'zhou'], chair: 'chen' };

/** The student's words: they must never be found outside the vault. */
export const WORDS = '那天晚上我在宿舍看书，没有使用任何软件';

export const finding = (evidence: readonly string[]) => ({
  established: true,
  part: 'participant',
  facts: '六个视频的进度超过实际时间十二倍',
  clauses: [ARTICLE],
  evidence,
  exculpatory: [{ item: 'network', considered: '网络中断不会使进度加快' }],
  proposed: { outcome: 'grade_void' },
});

export const notice = (evidence: readonly string[]) => ({
  facts: '六个视频的进度超过实际时间十二倍',
  clauses: [ARTICLE],
  evidence,
  proposed: { outcome: 'grade_void' },
  rights: ['statement', 'defence', 'recusal', 'agent'],
});

export const decision = (outcome: string, evidence: readonly string[]) => ({
  outcome,
  facts: '经查实',
  clauses: [ARTICLE],
  evidence,
});

export const delivery = async (walk: CaseWalk, document: 'notice' | 'decision') => ({
  document,
  method: 'direct',
  delivered: true,
  deliveredAt: await walk.clock(),
  proof: { text: '本人签收' },
});

export const evidenceOf = async (walk: CaseWalk): Promise<string[]> =>
  (await walk.now()).evidence.map(({ id }) => id);

/** From the flag to an approved finding, by two investigators and a third person. */
export const investigate = async (walk: CaseWalk): Promise<void> => {
  await walk.run('claim', 'officer:li');
  await walk.run('open_investigation', 'officer:li', { investigators: ['wang'] });
  await walk.run('declare_interest', 'officer:li', { conflict: false });
  await walk.run('declare_interest', 'officer:wang', { conflict: false });
  await walk.run('submit_finding', 'officer:li', finding(await evidenceOf(walk)));
  await walk.run('declare_interest', 'reviewer:zhao', { conflict: false });
  await walk.run('approve_finding', 'reviewer:zhao');
};

/** From an approved finding to a notice in the student's hands. */
export const serveNotice = async (walk: CaseWalk): Promise<void> => {
  await walk.run('issue_notice', 'officer:li', notice(await evidenceOf(walk)));
  await walk.run('record_delivery', 'officer:li', await delivery(walk, 'notice'));
};

/** From a closed defence to a decision that all members voted for. */
export const decideAs = async (walk: CaseWalk, outcome: string): Promise<void> => {
  await walk.run('convene', 'committee:chen', { ...COMMITTEE, meetingAt: await walk.clock() });
  for (const member of COMMITTEE.members) {
    await walk.run('declare_interest', `committee:${member}`, { conflict: false });
    await walk.run('vote', `committee:${member}`, { outcome });
  }
  await walk.run('decide', 'committee:chen', decision(outcome, await evidenceOf(walk)));
};
