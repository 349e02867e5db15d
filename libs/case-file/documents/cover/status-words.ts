import type { PublishedStatus } from '../../../cases/published-status.js';
import type { Profile } from '../../profile.js';
import type { Word } from '../words.js';

/** Published states, as the cover prints them. */
export const STATUS_WORDS: Readonly<Record<PublishedStatus, string>> = {
  flagged: '线索待受理',
  triage: '初审',
  investigating: '调查',
  awaiting_vendor: '等待平台答复',
  awaiting_student: '等待当事人答复',
  finding_review: '复核',
  notice_issued: '已制作告知书，待送达',
  defence_open: '陈述申辩期内',
  defence_closed: '陈述申辩期结束',
  deliberation: '评议',
  decided: '已决定，待送达',
  appeal_open: '申诉期内',
  appealed: '申诉复查',
  upheld: '申诉维持',
  remitted: '申诉发回',
  provincial_appeal: '省级申诉',
  final: '已最终确定',
  executed: '已执行',
  revoked: '已撤销',
  sanction_running: '处分期内',
  lifted: '处分已解除',
  archived: '已归档',
  dismissed: '已终止',
  withdrawn: '已撤回',
  suspended: '已中止',
  college_notified: '已通知开课学院，待答复',
  college_answered: '学院答复期结束，待认定',
  remedied: '已整改，结案',
  persisted: '未整改，移交教务处',
};

/** For whom the file was made. */
export const PROFILE_WORDS: Readonly<Record<Profile, Word>> = {
  student: { zh: '当事人版', en: "the student's file" },
  panel: { zh: '评议版', en: "the committee's file" },
  appeal: { zh: '申诉版', en: "the appeals committee's file" },
  court: { zh: '司法版', en: 'the file for a court' },
  archive: { zh: '归档版', en: "the archive's file" },
};
