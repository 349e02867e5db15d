/** What the rules ask of an offering, as the roster has it. Instants in milliseconds. */
export interface OfferingFacts {
  readonly id: string;
  readonly owner: string | undefined;
  readonly category: 'general_elective' | 'general_compulsory' | 'major' | undefined;
  readonly compulsory: boolean | undefined;
  readonly mode: 'fully_online' | 'blended' | 'other' | undefined;
  readonly hours:
    { readonly total: number; readonly online?: number; readonly offline?: number } | undefined;
  readonly window: { readonly from: number; readonly to: number } | undefined;
  /** `process`, `midterm`, `final` in basis points; `finalMode` online or offline. */
  readonly scheme: Readonly<Record<string, unknown>> | undefined;
  /** `{article, approvedBy, reference, from, to}`, times as text. */
  readonly exceptions: readonly Readonly<Record<string, unknown>>[];
  /** Sources; an offering that names none may use any. */
  readonly platforms: readonly string[];
  readonly videos: ReadonlyMap<string, unknown>;
  readonly assessments: ReadonlyMap<string, ExamFacts>;
  readonly discussions: ReadonlySet<string>;
}

export interface ExamFacts {
  readonly kind: 'quiz' | 'homework' | 'exam';
  readonly opensAt?: number;
  readonly closesAt?: number;
  readonly items?: number;
}

export const SCHEME_PARTS = ['process', 'midterm', 'final'] as const;
export type SchemePart = (typeof SCHEME_PARTS)[number];

/** The part's share in basis points; a part that is not named has none. */
export const shareOf = ({ scheme }: Pick<OfferingFacts, 'scheme'>, part: SchemePart): number => {
  const share = scheme?.[part];
  return typeof share === 'number' ? share : 0;
};

export const hasParts = ({ scheme }: Pick<OfferingFacts, 'scheme'>): boolean =>
  SCHEME_PARTS.some((part) => typeof scheme?.[part] === 'number');
