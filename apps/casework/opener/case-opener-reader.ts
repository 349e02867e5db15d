import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { IN_FORCE_TYPES } from '../../../libs/detection/policy/policy-events.js';
import { REWEIGHED, type SignalEvent } from '../../../libs/detection/signal.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import { START, type RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import {
  ROSTER_VIEW_TYPES,
  rosterViewEvent,
  type RosterViewEvent,
} from '../../../libs/roster/roster-events.js';
import { CaseOpener } from './case-opener.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { SuspicionKeys, type Suspicion } from './suspicion-keys.js';

const SIGNALS: readonly SignalEvent['type'][] = [
  'SignalRaised',
  'SignalRevised',
  'SignalWithdrawn',
];
const IN_FORCE: readonly string[] = IN_FORCE_TYPES;

/**
 * Follows signals, the policy and the roster, and has every student, offering and violation looked
 * at that one of them touches. Whichever comes last, the same cases stand.
 */
@Injectable()
export class CaseOpenerReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly keys = new SuspicionKeys();
  /** Students one of whose accounts somebody else claimed when they were last looked at. */
  private readonly contested = new Set<string>();
  private readonly processor: LedProcessor<RecordedEvent>;

  constructor(
    private readonly ports: ReaderPorts,
    private readonly opener: CaseOpener,
    private readonly roster: RosterReader,
    private readonly work: WorkRegistry,
  ) {
    this.processor = new LedProcessor({
      ...ports.options('case-opener'),
      source: eventsOf(ports.store, [...SIGNALS, ...IN_FORCE, ...ROSTER_VIEW_TYPES]),
      // What the one before read lies in the log.
      onElected: () => this.recall(),
      handle: (events) => this.follow(events),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.processor.start();
    this.work.addWorker({ name: 'casework', lag: () => this.processor.lag() });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor.stop();
  }

  /** The keys of all signals so far: a policy or a roster row may touch any of them. */
  private async recall(): Promise<void> {
    for (let after = START; ;) {
      const page = await this.ports.store.readAll({ after, limit: 1000, types: ['SignalRaised'] });
      if (page.next <= after) return;
      for (const event of page.events) {
        const key = this.keys.add(event);
        if (this.rivalsOf(key.student).length > 1) this.contested.add(key.student);
      }
      after = page.next;
    }
  }

  private async follow(events: readonly RecordedEvent[]): Promise<void> {
    // The view may be behind the very row that this batch is about.
    await this.roster.caughtUp();
    const touched = new Set(events.flatMap((event) => this.touchedBy(event)));
    // Of the others nothing new is known: a policy weighs what is known differently.
    const learned = new Set(
      events.filter((event) => !isReweighing(event)).flatMap((event) => this.touchedBy(event)),
    );
    // Whose conflict a row has just closed is no longer among the account's claimants.
    if (events.some(({ type }) => type === 'StudentsUpserted'))
      for (const key of this.keys.where(({ student }) => this.contested.has(student))) {
        touched.add(key);
        learned.add(key);
      }
    for (const key of touched) {
      await this.opener.review(key, !learned.has(key));
      this.contested.delete(key.student);
      if (this.rivalsOf(key.student).length > 1) this.contested.add(key.student);
    }
  }

  private touchedBy(event: RecordedEvent): readonly Suspicion[] {
    if (SIGNALS.includes(event.type as SignalEvent['type'])) return [this.keys.add(event)];
    if (IN_FORCE.includes(event.type)) return this.keys.where((key) => this.isOpenAt(key, event));
    const row = rosterViewEvent(event);
    return row ? this.touchedByRoster(row) : [];
  }

  /** A new policy judges what is still going on; closed windows keep the judgement they have. */
  private isOpenAt({ offering }: Suspicion, { metadata }: RecordedEvent): boolean {
    const window = this.roster.view.offering(offering)?.window;
    return window === undefined || Date.parse(metadata.at) < window.to;
  }

  private touchedByRoster({ type, data }: RosterViewEvent): readonly Suspicion[] {
    switch (type) {
      case 'StudentsUpserted':
      case 'EnrolmentsUpserted': {
        const rows: readonly { subject: string }[] = data.rows;
        const subjects = new Set(rows.flatMap(({ subject }) => this.rivalsOf(subject)));
        return this.keys.where(({ student }) => subjects.has(student));
      }
      case 'OfferingsUpserted': {
        const ids = new Set(data.rows.map(({ id }) => id));
        return this.keys.where(({ offering }) => ids.has(offering));
      }
      default:
        return [];
    }
  }

  /** The student and all who claim one of the accounts: a conflict opens and closes for each. */
  private rivalsOf(subject: string): readonly string[] {
    const { view } = this.roster;
    const rivals = view.accountsOf(subject).flatMap(({ source, account, from, to }) =>
      [from, to === null ? null : to - 1].flatMap((time) => {
        const owner = view.ownerOf(source, account, time ?? Number.MAX_SAFE_INTEGER);
        return owner.kind === 'conflict' ? owner.subjects : [];
      }),
    );
    return [subject, ...rivals];
  }
}

/** Another policy came into force, or led to what a signal says now. */
const isReweighing = ({ type, metadata }: RecordedEvent): boolean =>
  IN_FORCE.includes(type) || metadata.causationId === REWEIGHED;
