import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { parseInstant } from '../../../libs/activity/instant.js';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import { takeBatch } from '../../../libs/activity/intake/take-batch.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import type { Settings } from '../../../libs/platform/settings.js';
import { CLOCK, EVENT_STORE, LEDGER, ROSTER, SETTINGS } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { without } from '../shared/without.js';
import { readRow, type ListRow } from './list-row.js';
import type { VendorList } from './read-list.js';
import { RowStandings, type Standing } from './row-standing.js';
import { vendorListStream, type TakenRow, type VendorListTaken } from './vendor-list-events.js';

export type ListReceipt = Omit<TakenRow, 'joined'> & Partial<Standing> & { readonly row: number };

export interface ListAnswer {
  readonly id: string;
  readonly source: string;
  readonly takenBy: string;
  /** In the order of the list, rows numbered from 1. */
  readonly receipts: readonly ListReceipt[];
}

/**
 * A vendor's list becomes accusations in the ledger, one `platform.reported` a row, weighed like
 * those that the vendor sends itself. The same row again, in whatever list, is a duplicate.
 */
@Injectable()
export class VendorLists {
  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly standings: RowStandings,
  ) {}

  async take({ source, rows }: VendorList, caller: Principal): Promise<ListAnswer> {
    await this.checkSource(source);
    const taken: TakenRow[] = [];
    for (const row of rows) taken.push(await this.takeRow(source, row, caller));
    const list = randomUUID();
    const actor = { role: caller.role, person: caller.name };
    const metadata = { at: new Date(this.clock.now()).toISOString(), actor };
    const data = { list, source, rows: taken };
    await this.store.append<VendorListTaken>(vendorListStream(list), 'none', [
      { id: randomUUID(), type: 'VendorListTaken', data, metadata },
    ]);
    return this.answer(data, caller.name);
  }

  /** How its rows stand now. */
  async read(list: string): Promise<ListAnswer> {
    const [found] = await this.store.readStream<VendorListTaken>(vendorListStream(list));
    if (!found) throw notFound('this list');
    return this.answer(found.data, found.metadata.actor.person);
  }

  private async answer(
    { list, source, rows }: VendorListTaken['data'],
    takenBy: string,
  ): Promise<ListAnswer> {
    const receipts: ListReceipt[] = [];
    for (const [index, one] of rows.entries()) {
      const standing = one.event === undefined ? {} : await this.standings.of(source, one);
      receipts.push({ row: index + 1, ...without(one, 'joined'), ...standing });
    }
    return { id: list, source, takenBy, receipts };
  }

  /** With `--dev` any source may speak, as at the intake. */
  private async checkSource(source: string): Promise<void> {
    if (this.settings.dev || (await this.store.readStream(`source-${source}`)).length > 0) return;
    throw new Problem(422, 'source_not_registered', 'an admin has to register this source first', {
      pointer: '/source',
    });
  }

  private async takeRow(source: string, given: unknown, caller: Principal): Promise<TakenRow> {
    const read = readRow(given);
    if (!read.ok) return { outcome: 'invalid', pointer: read.pointer, detail: read.detail };
    const { row } = read;
    if (!this.isOwn(row.offering, caller))
      return invalid('/offering', 'is an offering of another college');
    const account = row.account ?? this.accountOf(source, row.student ?? '');
    if (account === undefined)
      return invalid('/student', `the roster knows no account of this student at ${source}`);
    const event = eventOf(source, account, row, this.clock.now());
    const { id } = event;
    const { offering, violation } = row;
    const stored = { event: id, offering, violation, ...(await this.joined(source, account, row)) };
    if (await this.ledger.find(source, id)) return { outcome: 'duplicate', ...stored };
    const raw = new TextEncoder().encode(JSON.stringify(event));
    const intake = takeBatch({ kind: 'single', mode: 'structured', raw }, source);
    if (!intake.ok) return invalid('', 'is no event');
    const [wrong] = intake.rejected;
    if (wrong) return invalid(wrong.pointer ?? '', wrong.message);
    const [outcome] = await this.ledger.append(intake.events, this.clock.now());
    // Somebody else sent the same row in the meantime, with another time: it is there.
    return { outcome: outcome?.outcome === 'accepted' ? 'accepted' : 'duplicate', ...stored };
  }

  private async joined(source: string, account: string, row: ListRow) {
    const owner = this.roster.ownerOf(source, account, timeOf(row, this.clock.now()));
    if (owner.kind !== 'student') return {};
    const { offering, violation } = row;
    const joined = await this.standings.caseOf(owner.subject, offering, violation);
    return joined === undefined ? {} : { joined };
  }

  private accountOf(source: string, student: string): string | undefined {
    const subject = this.roster.subjectOf(student);
    if (subject === undefined) return undefined;
    return this.roster.accountsOf(subject).find((one) => one.source === source)?.account;
  }

  /** An officer of a college takes in what is said of its offerings; one nobody knows is anybody's. */
  private isOwn(offering: string, { name }: Principal): boolean {
    const college = this.roster.person(name)?.college;
    const own = this.roster.offering(offering)?.college;
    return college === undefined || own === undefined || own === college;
  }
}

const invalid = (pointer: string, detail: string): TakenRow => ({
  ...{ outcome: 'invalid', pointer, detail },
});

const timeOf = ({ at }: ListRow, now: number): number =>
  at === undefined ? now : (parseInstant(at) ?? now);

/** The id follows from what is said of whom, so that a list that comes twice says it once. */
const eventOf = (source: string, account: string, row: ListRow, now: number) => {
  const { offering, violation, reason, reference, at } = row;
  const said = JSON.stringify([source, account, offering, violation, reference, at ?? '']);
  return {
    specversion: '1.0',
    id: `list-${createHash('sha256').update(said).digest('hex').slice(0, 40)}`,
    source,
    type: 'probity.platform.reported.v1',
    subject: account,
    time: at ?? new Date(timeOf(row, now)).toISOString(),
    data: { offering, violation, reason, reference },
  };
};
