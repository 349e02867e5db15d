/**
 * What a viewing shows or lacks. A forger rarely sends all that the platform's own client sends,
 * and often what it does not; which of these are usual is for the platform's population to say.
 */
export const MARKS = [
  /** Any event of the player besides heartbeats. */
  'player',
  /** The player loaded or played before the first heartbeat. */
  'begun',
  /** The end was not reported before the first heartbeat. */
  'endedAfter',
  /** Positions below the second. */
  'fraction',
  'seq',
  'interval',
  'foreground',
  'muted',
  'rate',
  'cumulative',
  'length',
  'ip',
  'userAgent',
  'device',
  /** Beats lie on the platform's own grid, by the clock or by the video. */
  'grid',
  /** Beats are no more irregular than the platform's own. */
  'even',
  /** Nor more regular: networks and timers leave their trace. */
  'rough',
  /** Some beats came minutes late: an upload, or a clock that is off. Its opposite is a mark. */
  'late',
  'prompt',
  /** The viewing's session also has a login or a page. */
  'page',
  /** A login, a page or a quiz of the account on the platform stands in the hours around it. */
  'visit',
  /** Sequence numbers, where they are sent, are not all the same. */
  'counts',
  /** Positions advance no faster than the rate that the beats declare, or the player was set to. */
  'paced',
] as const;

export type Mark = (typeof MARKS)[number];

const BITS = Object.fromEntries(MARKS.map((mark, at) => [mark, 1 << at])) as Record<Mark, number>;

export const bitOf = (mark: Mark): number => BITS[mark];

export const hasMark = (bits: number, mark: Mark): boolean => (bits & bitOf(mark)) !== 0;

export const bitsOf = (marks: readonly Mark[]): number =>
  marks.reduce((bits, mark) => bits | bitOf(mark), 0);

export const marksIn = (bits: number): readonly Mark[] =>
  MARKS.filter((mark) => hasMark(bits, mark));
