import type { Clock } from '../event-sourcing/clock.js';
import type { EventStore } from '../event-sourcing/event-store.js';
import type { Actor, NewEvent } from '../event-sourcing/recorded-event.js';
import type { Vault } from '../event-sourcing/vault.js';
import { decideRoster, type UpsertRows } from './decide-roster.js';
import type { RowRejection } from './rejection.js';
import { fault } from './rejection.js';
import { lodge, type RosterDraft } from './roster-draft.js';
import { ROSTER_STREAM, type RosterEvent } from './roster-events.js';
import type { RosterReader } from './roster-reader.js';
import { TABLES, type RosterTables, type TableName } from './roster-rows.js';
import type { SubjectId } from './roster-view.js';
import { checkRow } from './validate-rows.js';

/** Rows taken in one go; between two goes the process serves others. */
const ROWS_PER_STEP = 2_000;

export interface RosterLoaderPorts {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly reader: RosterReader;
  readonly clock: Clock;
  /** A fresh random subject id. */
  readonly drawSubject: () => SubjectId;
  readonly newId: () => string;
}

export interface RosterOutcome {
  /** Rows taken, changed or not, by table. */
  readonly upserted: Readonly<Partial<Record<TableName, number>>>;
  readonly rejected: readonly RowRejection[];
}

/**
 * Loads reference data step by step: check, decide, lodge the personal parts, append, and wait for
 * the view, so that a caller reads what it wrote. Interrupted and repeated, it goes on where it
 * stopped, because rows that are known already change nothing.
 */
export class RosterLoader {
  /** One load after the other in this process; other processes are met by the stream's version. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: RosterLoaderPorts) {}

  /** `body`: the parsed request, an object. */
  load(body: Readonly<Record<string, unknown>>, actor: Actor): Promise<RosterOutcome> {
    const mine = this.turn.then(() => this.loadTables(body, actor));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async loadTables(
    body: Readonly<Record<string, unknown>>,
    actor: Actor,
  ): Promise<RosterOutcome> {
    const rejected: RowRejection[] = unknownTables(body);
    const upserted: Partial<Record<TableName, number>> = {};
    for (const table of TABLES) {
      const rows = body[table];
      if (rows === undefined) continue;
      if (!Array.isArray(rows)) {
        rejected.push(fault(`/${table}`, 'wrong_type', 'must be a list of rows'));
        continue;
      }
      upserted[table] = await this.loadTable(table, rows, actor, rejected);
    }
    return { upserted, rejected };
  }

  private async loadTable(
    table: TableName,
    rows: readonly unknown[],
    actor: Actor,
    rejected: RowRejection[],
  ): Promise<number> {
    let taken = 0;
    for (let from = 0; from < rows.length; from += ROWS_PER_STEP) {
      const good: RosterTables[TableName][] = [];
      for (const [offset, row] of rows.slice(from, from + ROWS_PER_STEP).entries()) {
        const checked = checkRow(table, from + offset, row);
        if (checked.ok) good.push(checked.row);
        else rejected.push(checked.rejection);
      }
      if (good.length > 0) await this.record(table, good, actor);
      taken += good.length;
      await this.ports.reader.caughtUp();
    }
    return taken;
  }

  /** Decides anew whenever another process was faster. */
  private async record(
    table: TableName,
    rows: readonly RosterTables[TableName][],
    actor: Actor,
  ): Promise<void> {
    const { reader, clock, store, vault, drawSubject } = this.ports;
    for (;;) {
      const at = new Date(clock.now()).toISOString();
      const expected = reader.version;
      const command = { table, rows, at, draw: drawSubject } as UpsertRows;
      const drafts = decideRoster(command, reader.view);
      if (drafts.length === 0) return;
      const events = await lodge(drafts, vault);
      const appended = await store.append<RosterEvent>(
        ROSTER_STREAM,
        expected === 0 ? 'none' : expected,
        this.enveloped(events, at, actor),
      );
      if (appended.ok) return;
      await reader.caughtUp();
      await this.forgetUnborn(drafts);
    }
  }

  private enveloped(
    events: readonly RosterEvent[],
    at: string,
    actor: Actor,
  ): readonly NewEvent<RosterEvent>[] {
    return events.map(({ type, data }) => ({
      id: this.ports.newId(),
      type,
      data,
      metadata: { at, actor },
    }));
  }

  /** Personal parts of subjects that were drawn in vain belong to nobody: they are destroyed. */
  private async forgetUnborn(drafts: readonly RosterDraft[]): Promise<void> {
    const { reader, vault } = this.ports;
    const drawn = drafts.flatMap((draft) =>
      draft.type === 'StudentsUpserted' ? draft.rows.map(({ subject }) => subject) : [],
    );
    for (const subject of drawn) {
      if (reader.view.student(subject) === undefined) await vault.erase(subject);
    }
  }
}

const unknownTables = (body: Readonly<Record<string, unknown>>): RowRejection[] =>
  Object.keys(body)
    .filter((name) => !(TABLES as readonly string[]).includes(name))
    .map((name) => {
      const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return fault(pointer, 'unknown_table', `must be one of ${TABLES.join(', ')}`);
    });
