import { isNegative } from '../cases/outcome-kind.js';
import type { Statement } from './grade-book/grade-book.js';
import type { Acknowledgement, RegistryKind } from './outcome.js';

/** Accepted, and in the same breath a grade above 0 where none may stand. */
export const contradicts = (kind: RegistryKind, { status, grade = 0 }: Acknowledgement): boolean =>
  status === 'accepted' && isNegative(kind) && grade > 0;

/** The registry's record is no older than its answer and shows what it was told. */
export const corrects = (
  { result, grade = 0, at }: Statement,
  kind: RegistryKind,
  answer: Acknowledgement,
): boolean => at >= answer.at && result === kind && grade === 0;

/** The registry has taken the message over, by its answer or by what its record has shown since. */
export const isTakenOver = (
  kind: RegistryKind,
  answer: Acknowledgement | undefined,
  stated: Statement | undefined,
): boolean =>
  answer?.status === 'accepted' &&
  (!contradicts(kind, answer) || (stated !== undefined && corrects(stated, kind, answer)));
