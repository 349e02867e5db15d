/** One `grade.recorded` event: marks of one component of a course. */
export interface ComponentMarks {
  readonly component: string;
  readonly score: number;
  readonly maxScore: number;
  /** Milliseconds of the event's `time`. */
  readonly at: number;
}

/** What the teaching platforms recorded. */
export interface PlatformGrade {
  /** Percentage marks, two decimals; absent while parts of it are missing. */
  readonly grade?: number;
  /** Percentage marks by component, the latest of each. */
  readonly components: Readonly<Record<string, number>>;
  readonly at: number;
}

/** Names under which a platform records the whole grade. */
const WHOLE = ['total', '总评', '总成绩'];
const PARTS = ['process', 'midterm', 'final'] as const;

/**
 * The platform's grade: the component `total` where there is one, else the parts of the assessment
 * scheme weighted by its basis points (art. 13), once each part that counts is there. Undefined where
 * nothing was recorded.
 */
export const platformGradeOf = (
  marks: readonly ComponentMarks[],
  scheme: Readonly<Record<string, unknown>> | undefined,
): PlatformGrade | undefined => {
  const latest = new Map<string, ComponentMarks>();
  for (const one of marks) {
    const known = latest.get(one.component);
    if (one.maxScore > 0 && (!known || one.at >= known.at)) latest.set(one.component, one);
  }
  if (latest.size === 0) return undefined;
  const components = Object.fromEntries(
    [...latest].map(([name, { score, maxScore }]) => [name, rounded((100 * score) / maxScore)]),
  );
  const grade = whole(components) ?? weighted(components, scheme);
  const at = Math.max(...[...latest.values()].map((one) => one.at));
  return { components, at, ...(grade !== undefined && { grade }) };
};

type Components = Readonly<Record<string, number>>;

const whole = (components: Components): number | undefined => {
  const name = WHOLE.find((one) => Object.hasOwn(components, one));
  return name === undefined ? undefined : components[name];
};

const weighted = (
  components: Components,
  scheme: Readonly<Record<string, unknown>> | undefined,
): number | undefined => {
  const shares = PARTS.map((part) => [part, Number(scheme?.[part] ?? 0)] as const);
  const counting = shares.filter(([, share]) => share > 0);
  if (counting.length === 0) return undefined;
  if (counting.some(([part]) => !Object.hasOwn(components, part))) return undefined;
  const sum = counting.reduce((all, [part, share]) => all + share * (components[part] ?? 0), 0);
  return rounded(sum / 10_000);
};

const rounded = (value: number): number => Math.round(value * 100) / 100;
