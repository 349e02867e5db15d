/** Guards of the published API. A refusal names one, the article it rests on, and says what to do. */
export type Guard =
  | 'MachineMayOnlyFlag'
  | 'WrongState'
  | 'TwoInvestigatorsNeeded'
  | 'ReviewerIsInvestigator'
  | 'CommitteeMemberConflicted'
  | 'AppealMemberTookPart'
  | 'InterestNotDeclared'
  | 'ConfirmerIsIssuer'
  | 'NoticeIncomplete'
  | 'NoticeNotServed'
  | 'DefenceStillOpen'
  | 'DefencePointUnanswered'
  | 'DecisionExceedsNotice'
  | 'LegalReviewMissing'
  | 'PresidentsMeetingMissing'
  | 'TwoSourceClassesNeeded'
  | 'ExculpatoryNotConsidered'
  | 'QuorumNotMet'
  | 'ReasonMissing'
  | 'SignalWithdrawn'
  | 'ArticleRequiresGradeVoid'
  | 'NoBasisForLevel'
  | 'AppealWindowClosed'
  | 'DeliveryProofMissing'
  | 'DeadlineFloor'
  /** A decision was taken: no officer alone sets it aside. */
  | 'DecisionStands'
  /** Another case of the student and offering has another result in force; asked at the edge. */
  | 'ResultStands'
  /** Course compliance: what is on file about the offering says otherwise. */
  | 'FindingStands'
  | 'FindingRemedied'
  /** The role may never run the command; the edge answers 403 before it comes to this. */
  | 'RoleMayNotRun'
  /** The role may, this person may not: not an investigator, not a member, not the chair. */
  | 'PersonHasNoPart'
  /** The person declared a conflict of interest. */
  | 'PersonConflicted'
  /** An appeal is upheld or sent back with a recommendation, not both. */
  | 'ResultContradictory'
  /** `at` lies in the future or before the case's last step. */
  | 'TimeOutOfOrder'
  /** An evidence, attachment, clause or point that this case does not have. */
  | 'UnknownReference';

export interface Refusal {
  readonly guard: Guard;
  /** `qhnu-online@1#24`, `moe-41#55`, `policy@3#quorum`. */
  readonly article: string;
  /** One sentence without student data. */
  readonly detail: string;
}

/** Stands for the article against violations of the regulation in force. */
const INTEGRITY = 'regulation#integrity';

/** Where a guard rests when the command does not name something more exact. */
const ARTICLES: Readonly<Record<Guard, string>> = {
  MachineMayOnlyFlag: 'pipl#24',
  WrongState: 'policy#workflow',
  TwoInvestigatorsNeeded: 'policy#two-investigators',
  ReviewerIsInvestigator: 'policy#separation-of-duties',
  CommitteeMemberConflicted: 'policy#separation-of-duties',
  AppealMemberTookPart: 'policy#separation-of-duties',
  InterestNotDeclared: 'policy#conflicts-of-interest',
  ConfirmerIsIssuer: 'policy#separation-of-duties',
  NoticeIncomplete: 'moe-41#55',
  NoticeNotServed: 'moe-41#55',
  DefenceStillOpen: 'moe-41#55',
  DefencePointUnanswered: 'moe-41#55',
  DecisionExceedsNotice: 'moe-41#55',
  LegalReviewMissing: 'moe-41#56',
  PresidentsMeetingMissing: 'moe-41#56',
  TwoSourceClassesNeeded: 'policy#two-source-classes',
  ExculpatoryNotConsidered: 'policy#exculpatory',
  QuorumNotMet: 'policy#quorum',
  ReasonMissing: 'moe-41#53',
  SignalWithdrawn: 'policy#withdrawn-signals',
  ArticleRequiresGradeVoid: INTEGRITY,
  NoBasisForLevel: INTEGRITY,
  AppealWindowClosed: 'moe-41#60',
  DeliveryProofMissing: 'moe-41#55',
  DeadlineFloor: 'moe-41#55',
  DecisionStands: 'moe-41#61',
  ResultStands: 'policy#one-result',
  FindingStands: 'policy#course-compliance',
  FindingRemedied: 'policy#course-compliance',
  RoleMayNotRun: 'policy#roles',
  PersonHasNoPart: 'policy#roles',
  PersonConflicted: 'policy#conflicts-of-interest',
  ResultContradictory: 'moe-41#61',
  TimeOutOfOrder: 'policy#workflow',
  UnknownReference: 'policy#workflow',
};

/**
 * The guard's article; one of the policy cites the version in force: `policy@3#quorum`. `integrity`
 * is the article against violations of the regulation in force.
 */
export const articleOf = (
  guard: Guard,
  policyVersion: string,
  integrity: string = INTEGRITY,
): string =>
  ARTICLES[guard] === INTEGRITY
    ? integrity
    : ARTICLES[guard].replace(/^policy#/, `policy@${policyVersion}#`);
