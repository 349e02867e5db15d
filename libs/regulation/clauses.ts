/**
 * What a clause of the loaded regulation is good for: `integrity` names a violation (art. 24),
 * `discipline` grounds a level (the school's own discipline rules), `expulsion` is a ground of MoE
 * order 41 art. 52, `other` may be cited and grounds neither.
 */
export type ClauseKind = 'integrity' | 'discipline' | 'expulsion' | 'other';

/** The regulation set in force, asked by reference: `qhnu-online@1#24`. */
export interface Clauses {
  /** Undefined for a reference that the loaded set does not hold. */
  kindOf(reference: string): ClauseKind | undefined;
}
