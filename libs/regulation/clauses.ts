import type { DisciplineLevel } from './discipline-level.js';

/**
 * What a clause of the loaded regulation is good for: `integrity` names a violation (art. 24),
 * `discipline` grounds a level (the school's own discipline rules), `expulsion` is a ground of MoE
 * order 41 art. 52, `other` may be cited and grounds neither.
 */
export type ClauseKind = 'integrity' | 'discipline' | 'expulsion' | 'other';

/** The regulations that may be cited on a day, asked by reference: `qhnu-online@1#24`. */
export interface Clauses {
  /** Undefined for a reference that no set holds which had come into force by then. */
  kindOf(reference: string): ClauseKind | undefined;
  /**
   * False where the article has items and the reference names none: papers name the item. True for
   * national law that no set holds, and for references that `kindOf` does not know.
   */
  isExact(reference: string): boolean;
  /** Whether the clause is a basis for a discipline level. */
  grounds(reference: string, level: DisciplineLevel): boolean;
  /** Whether it is the article on which cases of the kind rest: `excessive_absence`. */
  restsOn(reference: string, kind: string): boolean;
  /** The article against violations in force, for refusals to cite; undefined where there is none. */
  readonly integrity: string | undefined;
}
