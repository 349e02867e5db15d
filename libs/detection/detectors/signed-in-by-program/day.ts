/** When and from where one day's sign-ins of an offering came. */
export interface ProgramDay {
  readonly offering: string;
  readonly signIns: readonly Timed[];
}

export interface Timed {
  readonly subject: string;
  readonly meeting: string;
  /** Milliseconds, by the server's clock. */
  readonly at: number;
  /** Share of the meeting's other sign-ins that came no later than this one. */
  readonly rank: number;
  /** `strange`: an unregistered line or a dormitory; `none`: no address told. */
  readonly ground: 'usual' | 'strange' | 'none';
  /** Whether the client named itself. */
  readonly agent: boolean;
  readonly source: string;
  readonly id: string;
  /** Of a live room only: when the account left it. */
  readonly left?: Left;
}

export interface Left {
  /** Milliseconds after the end that the timetable says; before it, negative. */
  readonly ms: number;
  /** Share of the others who left within half a second of it: the host closed the room. */
  readonly crowd: number;
}

export const defaults = {
  /** Sign-ins of a meeting below which who was quick says little. */
  fewest: 12,
  /** Sign-ins from elsewhere, and by the usual way, before the two are compared. */
  compared: 3,
  /** Share of a class on unregistered lines or in dormitories above which those are where it is. */
  commonShare: 0.3,
  /** Share of a platform's sign-ins that name the client, above which it always tells it. */
  tellsShare: 0.95,
  /** Seconds within which a room is left meeting after meeting by a program, by no hand. */
  leavesSec: 1,
  /** Meetings at which it was so. */
  leavings: 4,
  /** Share of a meeting that leaves in one second above which somebody closed the room. */
  closedShare: 0.1,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
