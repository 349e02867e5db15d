export const defaults = {
  /** Others of the class whose answers to a paper came one by one; fewer do not show the platform's way. */
  fewestOthers: 12,
  /** Answers that came in one burst. */
  fewestItems: 5,
  /** Share of the class's middle time, begun to handed in, up to which the whole was done in haste. */
  hasteShare: 0.5,
  /** Share of right answers from which on it is no giving up. */
  rightShare: 0.6,
  /** Papers below which no case is made: one connection may fail and catch up. */
  fewestPapers: 2,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
