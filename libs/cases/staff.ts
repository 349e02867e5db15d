/** Roles that somebody else may name a person for. */
export type SeatRole = 'officer' | 'committee' | 'appeals';

/** The university's people, as the roster lists them. */
export interface Staff {
  /** Whether the person may be named for a part that the role plays. */
  mayServe(person: string, role: SeatRole): boolean;
  /** Whether the person may approve that a deadline is extended. */
  mayApprove(person: string): boolean;
  /** The college that the person serves; undefined for the university's own, or somebody not listed. */
  collegeOf(person: string): string | undefined;
}

/** For a university that lists nobody: its identity provider alone knows who is what. */
export const ANYBODY: Staff = {
  mayServe: () => true,
  mayApprove: () => true,
  collegeOf: () => undefined,
};
