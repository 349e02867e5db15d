import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem } from '../problem.js';

/**
 * Bodies and queries of control routes against their DTO class. Members that the class does not
 * know are refused: on a control route they are typing errors. The first offence names its field.
 */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => toProblem(errors),
  });

const toProblem = (errors: readonly ValidationError[]): Problem => {
  const offence = firstOffence(errors, '');
  return new Problem(400, 'invalid', offence.message, { pointer: offence.pointer });
};

const firstOffence = (
  errors: readonly ValidationError[],
  above: string,
): { pointer: string; message: string } => {
  const error = errors[0];
  if (!error) return { pointer: above, message: 'does not fit' };
  const pointer = `${above}/${escapePointer(error.property)}`;
  // Constraints stand bottom up: the last is the topmost decorator, the one that says the type.
  const message = Object.values(error.constraints ?? {}).at(-1);
  return message ? { pointer, message } : firstOffence(error.children ?? [], pointer);
};

/** RFC 6901, section 3. */
export const escapePointer = (name: string): string =>
  name.replaceAll('~', '~0').replaceAll('/', '~1');
