/** The eight kinds of domain/regulation.md, arts 17, 24 and 25. */
export const VIOLATIONS = [
  'account_lending',
  'course_brushing',
  'proxy_attendance',
  'exam_brushing',
  'exam_impersonation',
  'content_leak',
  'excessive_absence',
  'non_participation',
] as const;

export type Violation = (typeof VIOLATIONS)[number];
