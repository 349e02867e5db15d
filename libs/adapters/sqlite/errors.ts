import type { StorageFull } from '../../event-sourcing/store-errors.js';

/** An error as it crosses the thread: by name, because classes do not survive the copy. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  /** SQLite's extended result code, where SQLite raised it. */
  readonly code?: string;
}

/** What SQLite refused; `code` is its result code. The subclasses say what a person should do. */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError';

  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

export class DiskFull extends DatabaseError implements StorageFull {
  override readonly name = 'DiskFull';
  readonly storageFull = true;
}

export class DatabaseLocked extends DatabaseError {
  override readonly name = 'DatabaseLocked';
}

export class DatabaseCorrupt extends DatabaseError {
  override readonly name = 'DatabaseCorrupt';
}

export class DatabaseNotWritable extends DatabaseError {
  override readonly name = 'DatabaseNotWritable';
}

export class DiskFailed extends DatabaseError {
  override readonly name = 'DiskFailed';
}

/** The file was written by a newer version of the program. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
}

/** The store was closed, or its thread has ended. */
export class StoreClosed extends Error {
  override readonly name = 'StoreClosed';
}

const FULL = /^SQLITE_(FULL|IOERR_SHMSIZE)/;
const LOCKED = /^SQLITE_(BUSY|LOCKED)/;
const CORRUPT = /^SQLITE_(CORRUPT|NOTADB)/;
const NOT_WRITABLE = /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/;
const FAILED = /^SQLITE_IOERR/;

export const toWire = (error: unknown): WireError => {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? { name, message, code } : { name, message };
};

/** The named error for what came over the thread; `file` is named in the sentence. */
export const fromWire = ({ name, message, code }: WireError, file: string): Error => {
  if (name === 'NewerSchema') return new NewerSchema(message);
  if (code === undefined) return Object.assign(new Error(message), { name });
  const say = (advice: string) => `${file}: ${advice} (${code}: ${message})`;
  if (FULL.test(code))
    return new DiskFull(say('the disk is full; free some space. Nothing accepted was lost'), code);
  if (LOCKED.test(code))
    return new DatabaseLocked(say('another program holds this file; end it and try again'), code);
  if (CORRUPT.test(code))
    return new DatabaseCorrupt(say('this file is damaged; restore it from a backup'), code);
  if (NOT_WRITABLE.test(code))
    return new DatabaseNotWritable(say('this file cannot be written; check owner and mode'), code);
  if (FAILED.test(code))
    return new DiskFailed(say('reading or writing failed; check the disk'), code);
  return new DatabaseError(say('the statement failed'), code);
};
