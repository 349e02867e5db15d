import type { DeadlineName } from '../../cases/deadline.js';
import type {
  AppealGround,
  DeliveredDocument,
  DeliveryMethod,
  Right,
} from '../../cases/documents.js';
import type { SourceClass } from '../../cases/evidence.js';
import type { ComplianceOutcome } from '../../cases/compliance/commands.js';
import type { Family } from '../../cases/family.js';
import type { OutcomeKind, ShortOutcome } from '../../cases/outcome-kind.js';
import type { InnocentExplanation } from '../../detection/signal.js';
import type { Severity } from '../../regulation/compliance/rule.js';
import type { DisciplineLevel } from '../../regulation/discipline-level.js';
import type { Regulation } from '../../regulation/regulation.js';

/** A word as the Chinese text and as the English summary have it. */
export interface Word {
  readonly zh: string;
  readonly en: string;
}

const word = (zh: string, en: string): Word => ({ zh, en });

export const OUTCOME_WORDS: Readonly<Record<OutcomeKind | ShortOutcome | ComplianceOutcome, Word>> =
  {
    not_established: word('违规事实不成立，不予处理', 'not established, nothing follows'),
    education_only: word('不构成违规，给予批评教育', 'education only, no violation established'),
    grade_void: word('取消该课程成绩', 'the grade of the course is cancelled'),
    disqualified: word('取消该课程考核资格', 'not admitted to the assessment of the course'),
    absent_zero: word('视为缺考，该课程总评成绩以“0”分计', 'counted as absent, the grade is 0'),
    none: word('认定不成立，不予处理', 'nothing follows'),
    remedied: word('已整改', 'remedied by the college'),
    persisted: word('未整改，移交教务处', 'not remedied, handed to academic affairs'),
  };

/** Order 41 art. 51. */
export const LEVEL_WORDS: Readonly<Record<DisciplineLevel, Word>> = {
  warning: word('警告', 'warning'),
  serious_warning: word('严重警告', 'serious warning'),
  demerit: word('记过', 'demerit'),
  probation: word('留校察看', 'probation'),
  expulsion: word('开除学籍', 'expulsion'),
};

export const SOURCE_WORDS: Readonly<Record<SourceClass, Word>> = {
  telemetry: word('平台学习记录', 'telemetry'),
  exam_log: word('考试日志', 'exam log'),
  vendor_report: word('平台报告', 'vendor report'),
  statement: word('陈述', 'statement'),
  document: word('书证', 'document'),
  interview: word('询问笔录', 'interview'),
};

export const METHOD_WORDS: Readonly<Record<DeliveryMethod, Word>> = {
  direct: word('直接送达', 'direct to the person'),
  left: word('留置送达', 'left with witnesses'),
  post: word('邮寄送达', 'post'),
  announcement: word('公告送达', 'announcement'),
  electronic: word('电子送达', 'electronic, by consent'),
};

export const DELIVERED_WORDS: Readonly<Record<DeliveredDocument, Word>> = {
  notice: word('拟处理告知书', 'notice'),
  decision: word('处理（处分）决定书', 'decision'),
  appeal_decision: word('申诉处理决定书', 'appeal decision'),
  lifting: word('解除处分决定书', 'decision on lifting'),
};

export const RIGHT_WORDS: Readonly<Record<Right, Word>> = {
  statement: word('陈述', 'to make a statement'),
  defence: word('申辩', 'to a defence'),
  recusal: word('申请回避', 'to ask for recusal'),
  agent: word('委托代理人', 'to be represented'),
};

export const GROUND_WORDS: Readonly<Record<AppealGround, Word>> = {
  facts: word('事实', 'facts'),
  evidence: word('证据', 'evidence'),
  basis: word('依据', 'legal basis'),
  procedure: word('程序', 'procedure'),
  severity: word('处理过重', 'severity'),
  new_evidence: word('新证据', 'new evidence'),
};

export const FAMILY_WORDS: Readonly<Record<Family, Word>> = {
  violation: word('违规违纪', 'violation'),
  eligibility: word('考核资格', 'eligibility'),
  non_participation: word('未参加学习', 'non-participation'),
  course_compliance: word('课程规范', 'course compliance'),
};

export const DEADLINE_WORDS: Readonly<Record<DeadlineName, Word>> = {
  triage: word('初审', 'triage'),
  investigation: word('调查', 'investigation'),
  review: word('复核', 'second review'),
  defence: word('陈述申辩', 'defence'),
  whole_case: word('全案', 'whole case'),
  appeal: word('校内申诉', 'appeal'),
  appeal_conclusion: word('申诉结论', 'appeal conclusion'),
  provincial_appeal: word('省级申诉', 'provincial appeal'),
  sanction: word('处分期', 'sanction period'),
  lifting_review: word('解除评议', 'lifting review'),
  college_answer: word('学院答复', 'answer of the college'),
};

/** Innocent explanations that the detectors of the short path test. */
export const INNOCENT_WORDS: Readonly<Partial<Record<string, Word>>> = {
  feed_quality: word('平台数据不完整', 'incomplete data of the platform'),
  leave: word('已按规定请假', 'leave'),
  moved_meeting: word('未经批准的调课', 'a meeting moved without approval'),
  other_account: word('账号归属有误', 'an account that is not mapped or is contested'),
  no_sign_in_held: word('该次课未组织签到', 'no sign-in was held'),
  dropped: word('已退课', 'the course was dropped'),
};

export const TESTED_WORDS: Readonly<Record<InnocentExplanation['outcome'], Word>> = {
  excluded: word('已排除', 'excluded'),
  unlikely: word('可能性低', 'unlikely'),
  possible: word('不能排除', 'possible'),
};

export const SEVERITY_WORDS: Readonly<Record<Severity, Word>> = {
  info: word('提示', 'for information'),
  warn: word('应说明或整改', 'to be explained or put right'),
  block: word('整改前不予核验成绩', 'grades are not verified until it is put right'),
};

/** The kind of case in the words of the regulation. */
export const violationWord = (violation: string, regulations: readonly Regulation[]): Word =>
  word(
    regulations.flatMap(({ kinds }) => kinds).find(({ name }) => name === violation)?.zh ??
      violation,
    violation.replaceAll('_', ' '),
  );
