import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CaseCommand } from '../../../libs/cases/commands.js';
import { caseDecider } from '../../../libs/cases/case.decider.js';
import { evolve } from '../../../libs/cases/evolution/evolve.js';
import { caseStream, type CaseEvent } from '../../../libs/cases/events.js';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import { rowOf } from '../../../libs/cases/case-row.js';
import type { Refusal } from '../../../libs/cases/refusals.js';
import type { Case, CaseState } from '../../../libs/cases/state.js';
import type { Policy } from '../../../libs/detection/policy/policy.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import {
  commandHandler,
  type CommandOutcome,
} from '../../../libs/event-sourcing/command-handler.js';
import { fold } from '../../../libs/event-sourcing/decider.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import {
  systemActor,
  type Actor,
  type Metadata,
  type RecordedEvent,
} from '../../../libs/event-sourcing/recorded-event.js';
import { CASE_INDEX, CLOCK, EVENT_STORE, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { lawfulLimitsOf } from '../shared/limits-of-policy.js';
import { PolicyReader } from '../shared/policy-reader.js';
import { FreshRows } from './fresh-rows.js';
import { oneAfterAnother } from './one-after-another.js';
import { rosterStaff } from './roster-staff.js';
import { withoutAppending } from './without-appending.js';

export type CaseOutcome = CommandOutcome<CaseState, CaseEvent, Refusal>;
export type CaseHistory = readonly RecordedEvent<CaseEvent>[];

export const SYSTEM: Actor = systemActor('casework');

export interface Terms {
  readonly metadata: Omit<Metadata, 'at'>;
  readonly expected?: number;
  /** The case as it was read for the same command a moment before. */
  readonly loaded?: LoadedCase;
}

export interface LoadedCase {
  readonly history: CaseHistory;
  readonly state: CaseState;
  /** In force when it was read. */
  readonly policy: Policy;
}

/** Where case streams are read and commands are carried out. */
@Injectable()
export class CaseDesk {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(ROSTER) private readonly roster: RosterView,
    private readonly policies: PolicyReader,
    private readonly fresh: FreshRows,
  ) {}

  /** Oldest first; empty for a case that does not exist. */
  history(id: string): Promise<CaseHistory> {
    return this.store.readStream<CaseEvent>(caseStream(id));
  }

  async load(id: string): Promise<CaseState> {
    return foldCase(await this.history(id));
  }

  /** All that a command on the case is decided upon, read together. */
  async open(id: string): Promise<LoadedCase> {
    const [history, policy] = await Promise.all([this.history(id), this.policies.current()]);
    return { history, state: foldCase(history), policy };
  }

  /** The commands are decided one upon the other and recorded together, or none of them is. */
  async run(id: string, commands: readonly CaseCommand[], terms: Terms): Promise<CaseOutcome> {
    const outcome = await this.handle(this.store, id, commands, terms);
    // The queue shows the caller's own act at once; the index reader comes to the same row.
    if (outcome.ok && outcome.state && !outcome.repeated) {
      await this.index.put([rowOf(outcome.state)]);
      this.fresh.note(caseStream(id), outcome.version);
    }
    return outcome;
  }

  /** What `run` would answer now; nothing is recorded. */
  async tryOut(id: string, commands: readonly CaseCommand[], terms: Terms): Promise<CaseOutcome> {
    return this.handle(withoutAppending(this.store), id, commands, terms);
  }

  /** The machine's own command, on whatever version the case has. */
  runAsSystem(id: string, command: CaseCommand, causationId?: string): Promise<CaseOutcome> {
    const metadata = { actor: SYSTEM, ...(causationId === undefined ? {} : { causationId }) };
    return this.run(id, [command], { metadata });
  }

  now(): number {
    return this.clock.now();
  }

  private async handle(
    store: EventStore,
    id: string,
    commands: readonly CaseCommand[],
    terms: Terms,
  ): Promise<CaseOutcome> {
    const { calendar, regulations } = this.installation;
    const limits = lawfulLimitsOf(terms.loaded?.policy ?? (await this.policies.current()));
    const now = this.clock.now();
    const clauses = regulations.clausesAt(now);
    const handle = commandHandler(
      store,
      oneAfterAnother(caseDecider({ calendar, clauses, limits, staff: rosterStaff(this.roster) })),
    );
    return handle(caseStream(id), commands, {
      metadata: { ...terms.metadata, at: new Date(now).toISOString() },
      newId: randomUUID,
      ...(terms.expected === undefined ? {} : { expected: terms.expected }),
      ...(terms.loaded === undefined ? {} : { loaded: terms.loaded }),
    });
  }
}

export const foldCase = (history: CaseHistory): CaseState =>
  fold(evolve, undefined as CaseState, history as unknown as readonly CaseEvent[]);

export type { Case };
