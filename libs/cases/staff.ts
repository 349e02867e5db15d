/** Roles that somebody else may name a person for. */
export type SeatRole = 'officer' | 'committee' | 'appeals';

/** The university's people, as the roster lists them. */
export interface Staff {
  /** Whether the person may be named for a part that the role plays. */
  mayServe(person: string, role: SeatRole): boolean;
}

/** For a university that lists nobody: its identity provider alone knows who is what. */
export const ANYBODY: Staff = { mayServe: () => true };
