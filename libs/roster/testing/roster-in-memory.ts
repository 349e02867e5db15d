import { decideRoster, type UpsertRows } from '../decide-roster.js';
import { MutableRosterView } from '../mutable-roster-view.js';
import type { RowRejection } from '../rejection.js';
import { lodge } from '../roster-draft.js';
import type { RosterEvent } from '../roster-events.js';
import { TABLES, type RosterTables, type TableName } from '../roster-rows.js';
import type { RosterChange } from '../roster-view.js';
import { checkRow } from '../validate-rows.js';

export type RosterFile = { readonly [T in TableName]?: readonly RosterTables[T][] };

export interface PutOutcome {
  readonly events: readonly RosterEvent[];
  readonly changes: readonly RosterChange[];
  readonly rejected: readonly RowRejection[];
}

/** The roster without a store: rows go through check, decider and fold, as they do in production. */
export class RosterInMemory {
  readonly view = new MutableRosterView();
  private readonly contents = new Map<string, unknown>();
  private drawn = 0;

  /** `at`: the instant of receipt. */
  async put(file: unknown, at = '2026-02-20T00:00:00+08:00'): Promise<PutOutcome> {
    const events: RosterEvent[] = [];
    const changes: RosterChange[] = [];
    const rejected: RowRejection[] = [];
    for (const table of TABLES) {
      const rows: unknown[] = [];
      for (const [index, row] of ((file as RosterFile)[table] ?? []).entries()) {
        const checked = checkRow(table, index, structuredClone(row));
        if (checked.ok) rows.push(checked.row);
        else rejected.push(checked.rejection);
      }
      const draw = () => `subject-${(this.drawn += 1)}`;
      const drafts = decideRoster({ table, rows, at, draw } as UpsertRows, this.view);
      for (const event of await lodge(drafts, this.vault)) {
        this.view.apply(
          event,
          (ref) => this.open(ref),
          (change) => changes.push(change),
        );
        events.push(event);
      }
    }
    return { events, changes, rejected };
  }

  /** What the vault holds. */
  open({ vault }: { readonly vault: string }): unknown {
    return this.contents.get(vault);
  }

  /** The student's subject; throws for a number that no row named. */
  subject(studentNumber: string): string {
    const subject = this.view.subjectOf(studentNumber);
    if (subject === undefined) throw new Error('the student is not in the roster');
    return subject;
  }

  private readonly vault: Parameters<typeof lodge>[1] = {
    put: async (entries) =>
      entries.map(({ bytes }) => {
        const vault = `v-${this.contents.size + 1}`;
        this.contents.set(vault, JSON.parse(Buffer.from(bytes).toString('utf8')));
        return { vault, sha256: '', size: bytes.byteLength };
      }),
    get: async () => new Map(),
    erase: async () => 0,
  };
}
