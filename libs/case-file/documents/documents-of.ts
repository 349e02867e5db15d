import type { Files } from '../bag.js';
import type { CaseFileInput } from '../case-file-input.js';

/**
 * The printable part of a case file: PDF/A documents by their path below `data/`. Depends on the
 * case's version and the profile only.
 *
 * @param others the rest of the payload, which the cover lists
 */
export const documentsOf = (input: CaseFileInput, others: Files): Promise<Files> => {
  if (input.documents === undefined || others.size === 0) return Promise.resolve(new Map());
  return Promise.resolve(new Map());
};
