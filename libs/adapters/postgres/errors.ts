import type { StorageFull, StoreUnavailable } from '../../event-sourcing/store-errors.js';

/** What PostgreSQL refused; `code` is its SQLSTATE. The subclasses say what a person should do. */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError';

  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** The server did not answer for as long as a call may wait. Nothing accepted before is lost. */
export class DatabaseUnreachable extends DatabaseError implements StoreUnavailable {
  override readonly name = 'DatabaseUnreachable';
  readonly storeUnavailable = true;
}

export class DatabaseFull extends DatabaseError implements StorageFull {
  override readonly name = 'DatabaseFull';
  readonly storageFull = true;
}

/** Another session holds what this one needs; it may let go at any moment. */
export class HeldUp extends DatabaseError implements StoreUnavailable {
  override readonly name = 'HeldUp';
  readonly storeUnavailable = true;
}

/** A statement ran into the time that it may take. */
export class StatementTooSlow extends DatabaseError {
  override readonly name = 'StatementTooSlow';
}

/** The server does not let this user in, or the user may not do what the program needs. */
export class AccessRefused extends DatabaseError {
  override readonly name = 'AccessRefused';
}

/** The database was written by a newer version of the program. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
}

/** `close` was called. */
export class DatabaseClosed extends Error {
  override readonly name = 'DatabaseClosed';
}

const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

/**
 * Connection exceptions, a server that starts or shuts down, a session that it has ended for its
 * silence, too many connections, and what the socket says: the same call may succeed a moment later
 * (PostgreSQL, appendix A).
 */
const UNREACHABLE =
  /^(08...|57P0[1235]|25P0[34]|53300|ECONN[A-Z]+|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)$/;
/** Serialization failure and deadlock: the transaction was undone and is to be run again. */
const UNDONE = /^(40001|40P01)$/;
/** `pg` tells of a cut connection by words alone. */
const CUT =
  /^(Connection terminated|Client (has encountered|was closed)|timeout e|Query read timeout)/;

export const isUnreachable = (error: unknown): boolean =>
  error instanceof DatabaseUnreachable ||
  UNREACHABLE.test(codeOf(error)) ||
  CUT.test((error as Partial<Error>).message ?? '');

export const isUndone = (error: unknown): boolean => UNDONE.test(codeOf(error));

/**
 * The named error for what `pg` threw; `where` is the database without its password. The server's
 * `detail` is left out: it quotes rows.
 */
export const named = (error: unknown, where: string): Error => {
  if (error instanceof DatabaseError) return error;
  const code = codeOf(error);
  const { message } = error as Error;
  const say = (advice: string) => `${where}: ${advice} (${code || 'cut'}: ${message})`;
  if (isUnreachable(error))
    return new DatabaseUnreachable(say('PostgreSQL cannot be reached'), code);
  if (/^(53100|53200)$/.test(code))
    return new DatabaseFull(say('the server has no room left; nothing accepted was lost'), code);
  if (code === '55P03')
    return new HeldUp(say('another session has held a lock for longer than may be waited'), code);
  if (code === '57014')
    return new StatementTooSlow(say('a statement took longer than it may'), code);
  if (/^(28...|42501|3D000)$/.test(code))
    return new AccessRefused(say('check user, password and rights in DATABASE_URL'), code);
  return code ? new DatabaseError(say('the statement failed'), code) : (error as Error);
};
