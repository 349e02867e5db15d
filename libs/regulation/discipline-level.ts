/** 警告, 严重警告, 记过, 留校察看, 开除学籍 (MoE order 41, art. 51), lightest first. */
export const DISCIPLINE_LEVELS = [
  'warning',
  'serious_warning',
  'demerit',
  'probation',
  'expulsion',
] as const;

export type DisciplineLevel = (typeof DISCIPLINE_LEVELS)[number];

/** 0 for no level, 1 for a warning … 5 for expulsion. */
export const severityOf = (level: DisciplineLevel | undefined): number =>
  level === undefined ? 0 : DISCIPLINE_LEVELS.indexOf(level) + 1;
