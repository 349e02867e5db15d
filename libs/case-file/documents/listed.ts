import type { CaseDocument } from './case-documents.js';
import type { Missing } from './template.js';

/** A document with its place in the file: printed, or refused for what it lacks. */
export type Listed = { readonly document: CaseDocument; readonly path: string } & (
  | { readonly printed: true; readonly pages: number }
  | { readonly printed: false; readonly missing: readonly Missing[] }
);
