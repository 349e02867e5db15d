export const defaults = {
  /** Students of one machine or one line whose sittings lie one after another. */
  fewest: 2,
  /** … behind one address of which no client is told. */
  fewestBare: 3,
  /** Others at the same address in the same assessment: a room, a café, a centre. */
  room: 3,
  /** Groups on strange machines in one assessment from which on it was sat on public machines. */
  groups: 3,
  /** … if they hold this share of the class. */
  groupsShare: 0.15,
  /** A device of more than this share of a class is a constant that some client sends. */
  constantShare: 0.3,
  /** One takes over from the other within this many seconds. */
  handOverSec: 1800,
  /** Classmates with the machine in their term: it is a public one. */
  public: 3,
  /** Candidates on one line, each on a machine of its own: two may be a couple on a journey. */
  fewestRoom: 3,
  /** Accounts on a line in a week: more make it a public place, a café or a forgotten laboratory. */
  household: 12,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
