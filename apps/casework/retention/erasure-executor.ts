import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AccountRef, ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import {
  SETTLED_STREAM,
  type WeeksSettled,
} from '../../../libs/detection/baselines/settled-weeks.js';
import { weeksBy } from '../../../libs/detection/baselines/iso-week.js';
import { localDayIn } from '../../../libs/detection/local-day.js';
import { skewOwner } from '../../../libs/detection/runner/event-loader.js';
import type { DetectionState } from '../../../libs/detection/runner/detection-state.js';
import type { Checkpoints } from '../../../libs/event-sourcing/checkpoints.js';
import type { OwnershipOf } from '../../../libs/event-sourcing/ownership.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { systemActor } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import type { Log } from '../../../libs/platform/logging.js';
import type { Settings } from '../../../libs/platform/settings.js';
import {
  CHECKPOINTS,
  DETECTION_STATE,
  EVENT_STORE,
  LEDGER,
  LOG,
  OWNERSHIP,
  SETTINGS,
  TIMELINE_INDEX,
  VAULT,
} from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { LedTimer } from '../shared/led-timer.js';
import type { Erasure } from '../../../libs/retention/retention.decider.js';
import { ROSTER_STREAM, type RosterEvent } from '../../../libs/roster/roster-events.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { TimelineIndex } from '../../../libs/timelines/timeline-index.js';
import { TIMELINE_READER } from '../../../libs/timelines/timeline-projection.js';
import { NameLocator } from './name-locator.js';
import { PersonStanding } from './person-standing.js';
import { RetentionDesk } from './retention-desk.js';

const BY = systemActor('retention');

/**
 * Carries confirmed erasures out, in steps that each may be done again after a crash: first the
 * subject stands for nobody, so that every signal is judged without the person's events; once that is
 * done the events go, then names, texts and files. Of several instances one does it.
 */
@Injectable()
export class ErasureExecutor extends LedTimer {
  readonly name = 'erasures';
  private readonly weekOf: (at: number) => string | undefined;
  /** Erasures whose events are gone from the ledger: how many, and its head then. */
  private readonly gone = new Map<string, { readonly events: number; readonly head: number }>();

  constructor(
    private readonly desk: RetentionDesk,
    private readonly standing: PersonStanding,
    private readonly names: NameLocator,
    private readonly roster: RosterReader,
    work: WorkRegistry,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(TIMELINE_INDEX) private readonly timelines: TimelineIndex,
    @Inject(CHECKPOINTS) private readonly checkpoints: Checkpoints,
    @Inject(DETECTION_STATE) private readonly detection: DetectionState,
    @Inject(LOG) private readonly log: Log,
    @Inject(SETTINGS) settings: Settings,
    @Inject(OWNERSHIP) ownership: OwnershipOf,
  ) {
    super(work, ownership('erasures', 1));
    this.weekOf = weeksBy(localDayIn(settings.timeZone));
  }

  protected async fire(): Promise<void> {
    const { erasures } = await this.desk.state();
    for (const erasure of erasures.values())
      if (erasure.state === 'confirmed') await this.carryOut(erasure);
  }

  private async carryOut(erasure: Erasure): Promise<void> {
    const { id, subject } = erasure;
    const accounts = await this.accountsOf(subject);
    const forgotten = await this.forget(erasure);
    if (!(await this.judgedWithout(forgotten))) return;
    await this.settleWeeks(id, accounts);
    await this.names.locate(subject, this.metadata());
    const { events, head } = this.gone.get(id) ?? (await this.destroy(accounts));
    this.gone.set(id, { events, head });
    // Pages of the ledger that were read before would bring rows back.
    if ((await this.checkpoints.load(TIMELINE_READER)) < head) return;
    for (const account of accounts) await this.timelines.erase(account);
    const entries = await this.vault.erase(subject);
    await this.desk.run({ type: 'FinishErasure', id, events, entries }, BY);
    this.gone.delete(id);
    this.log.info({ erasure: id, events, entries }, 'a person was erased');
  }

  private async destroy(accounts: readonly AccountRef[]) {
    let events = 0;
    for (const account of accounts) {
      events += await this.ledger.erase(account);
      await this.detection.forgetOwners([skewOwner(account.source, account.account)]);
    }
    return { events, head: await this.ledger.head() };
  }

  /** As the vault still has them: the roster's view forgets them with the first step. */
  private async accountsOf(subject: string): Promise<readonly AccountRef[]> {
    const known = this.standing.accountsOf(subject);
    if (known.length > 0) return known;
    const facts = await this.store.readStream<RosterEvent>(ROSTER_STREAM);
    const last = facts
      .flatMap(({ type, data }) => (type === 'StudentsUpserted' ? (data.rows as StudentRows) : []))
      .findLast((row) => row.subject === subject);
    const entry = last && (await this.vault.get([last.ref.vault])).get(last.ref.vault);
    if (!entry) return [];
    const contents = JSON.parse(Buffer.from(entry.bytes).toString('utf8')) as {
      readonly accounts: readonly AccountRef[];
    };
    return contents.accounts.map(({ source, account }) => ({ source, account }));
  }

  /**
   * Position of the fact that the subject stands for nobody; recorded once, also where two instances
   * think for a moment that they lead: a row appended meanwhile has it looked for again.
   */
  private async forget(erasure: Erasure): Promise<number> {
    const { subject } = erasure;
    const facts = await this.store.readStream<RosterEvent>(ROSTER_STREAM);
    const known = facts.find(
      ({ type, data }) =>
        type === 'StudentsForgotten' &&
        data.rows.some((row) => 'subject' in row && row.subject === subject),
    );
    if (known) return known.position;
    const appended = await this.store.append<RosterEvent>(
      ROSTER_STREAM,
      facts.at(-1)?.version ?? 'none',
      [
        {
          id: randomUUID(),
          type: 'StudentsForgotten',
          data: { rows: [{ subject }] },
          metadata: this.metadata(),
        },
      ],
    );
    if (!appended.ok) return this.forget(erasure);
    await this.roster.caughtUp();
    return appended.position;
  }

  /** Whether every instance of detection has judged anew what the person had a part in. */
  private async judgedWithout(position: number): Promise<boolean> {
    const { roster, waiting } = await this.detection.standing();
    return roster === undefined || (roster >= position && waiting === 0);
  }

  private async settleWeeks(erasure: string, accounts: readonly AccountRef[]): Promise<void> {
    const facts = await this.store.readStream<WeeksSettled>(SETTLED_STREAM);
    if (facts.some(({ data }) => data.erasure === erasure)) return;
    const weeks = new Set<string>();
    for (const account of accounts)
      for await (const page of this.ledger.accountPages(account))
        for (const { time } of page)
          // An event is judged by when it was recorded, which may lie in a week beside.
          for (const at of [time - WEEK, time, time + WEEK]) {
            const week = this.weekOf(at);
            if (week !== undefined) weeks.add(week);
          }
    if (weeks.size === 0) return;
    await this.store.append<WeeksSettled>(SETTLED_STREAM, 'any', [
      {
        id: randomUUID(),
        type: 'WeeksSettled',
        data: { weeks: [...weeks].sort(), erasure },
        metadata: this.metadata(),
      },
    ]);
  }

  private metadata() {
    return { at: new Date(this.desk.now()).toISOString(), actor: BY };
  }
}

const WEEK = 7 * 86_400_000;

type StudentRows = readonly {
  readonly subject: string;
  readonly ref: { readonly vault: string };
}[];
