import type { SqlValue } from '../values.js';

/** A WHERE clause whose values are parameters; its text holds only what the program wrote. */
export class Conditions {
  readonly params: SqlValue[] = [];
  private readonly clauses: string[] = [];

  /** The place of a value in the text: `$1`, `$2`, … */
  param(value: SqlValue): string {
    this.params.push(value);
    return `$${this.params.length}`;
  }

  add(clause: (param: (value: SqlValue) => string) => string): void {
    this.clauses.push(`(${clause((value) => this.param(value))})`);
  }

  /** Nothing is asked where no value is given. */
  equal(column: string, value: string | undefined): void {
    if (value !== undefined) this.add((param) => `${column} = ${param(value)}`);
  }

  get sql(): string {
    return this.clauses.join(' AND ') || 'true';
  }
}
