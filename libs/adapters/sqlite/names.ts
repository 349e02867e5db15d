import type { Database } from 'better-sqlite3';

/** A table (id, name) as a two-way dictionary. `forget` after a rollback. */
export class Names {
  private readonly ids = new Map<string, number>();

  constructor(
    db: Database,
    table: 'streams' | 'types',
    /** Remembered at most; the memory is cheap to lose. */
    private readonly remembered: number,
  ) {
    this.select = db.prepare<[string], number>(`SELECT id FROM ${table} WHERE name = ?`).pluck();
    const insert = db.prepare<[string]>(`INSERT INTO ${table} (name) VALUES (?)`);
    this.insert = (name) => Number(insert.run(name).lastInsertRowid);
  }

  private readonly select: { get(name: string): number | undefined };
  private readonly insert: (name: string) => number;

  idOf(name: string): number | undefined {
    const known = this.ids.get(name) ?? this.select.get(name);
    if (known !== undefined) this.remember(name, known);
    return known;
  }

  idOrNew(name: string): number {
    const known = this.idOf(name);
    if (known !== undefined) return known;
    const id = this.insert(name);
    this.remember(name, id);
    return id;
  }

  forget(): void {
    this.ids.clear();
  }

  private remember(name: string, id: number): void {
    if (this.ids.size >= this.remembered) this.ids.clear();
    this.ids.set(name, id);
  }
}
