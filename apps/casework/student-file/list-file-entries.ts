import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CaseIndex, CaseRow } from '../../../libs/cases/case-index.js';
import { fileEntriesOf, type FileEntry } from '../../../libs/outcomes/student-file.js';
import { decodeCursor, encodeCursor, type Page } from '../../../libs/platform/http/paging.js';
import { CASE_INDEX } from '../../../libs/platform/tokens.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { CaseDesk } from '../cases/case-desk.js';
import { CaseIndexReader } from '../cases/case-index-reader.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

export interface FileFilter {
  readonly student?: string;
  readonly state?: FileEntry['state'];
  readonly cursor?: string;
  readonly limit: number;
}

type Shown = Readonly<Record<string, unknown>>;

/** Entries in students' files, as cases ask for them or have led to them. */
export class ListFileEntries extends Query<Page<Shown>> {
  constructor(readonly filter: FileFilter) {
    super();
  }
}

/** Cases looked at for one page; a page may hold fewer entries than were asked for. */
const LOOKED_AT = 500;
const isId = (value: unknown): value is string => typeof value === 'string';

@QueryHandler(ListFileEntries)
export class ListFileEntriesHandler implements IQueryHandler<ListFileEntries> {
  constructor(
    private readonly desk: CaseDesk,
    private readonly reader: CaseIndexReader,
    private readonly roster: RosterReader,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ filter }: ListFileEntries): Promise<Page<Shown>> {
    const { student: number, cursor, limit, state } = filter;
    await this.roster.caughtUp();
    const student = number === undefined ? undefined : this.roster.view.subjectOf(number);
    if (number !== undefined && student === undefined) return { items: [] };
    const after = decodeCursor(cursor, isId);
    const rows = await this.rows(student, after);
    const items: Shown[] = [];
    for (const row of rows) {
      const found = row.family === 'violation' ? await this.desk.load(row.id) : undefined;
      for (const entry of found ? fileEntriesOf(found) : [])
        if (state === undefined || entry.state === state) items.push(this.shown(entry, row));
      // All entries of a case stand on one page.
      if (items.length >= limit && row !== rows.at(-1))
        return { items, next: encodeCursor(row.id) };
    }
    const last = rows.at(-1);
    return rows.length === LOOKED_AT && last ? { items, next: encodeCursor(last.id) } : { items };
  }

  private async rows(student: string | undefined, after: string | undefined) {
    await this.reader.caughtUp();
    return this.index.list({
      ...{ scope: { kind: 'all' }, sort: 'id', descending: false, limit: LOOKED_AT },
      ...{ family: 'violation' },
      ...(student !== undefined && { student }),
      ...(after !== undefined && { after: { value: after, id: after } }),
    });
  }

  private shown({ from, until, decidedAt, ...entry }: FileEntry, { student }: CaseRow): Shown {
    const stamp = instantIn(this.installation.zone);
    return {
      ...entry,
      student: this.roster.view.numberOf(student) ?? null,
      ...(from !== undefined && { from: stamp(from) }),
      ...(until !== undefined && { until: stamp(until) }),
      decidedAt: stamp(decidedAt),
    };
  }
}
