import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CaseEvent } from '../../../libs/cases/events.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import type { OutcomeEvent } from '../../../libs/outcomes/outcome.js';
import { settles } from '../../../libs/outcomes/outcome.decider.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { CaseDesk, foldCase, SYSTEM } from '../cases/case-desk.js';
import { caseOf } from '../cases/case-index-reader.js';
import { lawfulLimitsOf } from '../shared/limits-of-policy.js';
import { PolicyReader } from '../shared/policy-reader.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { caseOfOutcome, OutcomeDesk } from './outcome-desk.js';

/** What can lead to a message to the registry. */
const CASE_TYPES: readonly CaseEvent['type'][] = [
  'NoticeIssued',
  'ObjectionInvited',
  'CaseDismissed',
  'CaseWithdrawn',
  'CaseDecided',
  'CaseConfirmed',
  'DeliveryRecorded',
  'ProvincialAppealDecided',
  'CaseFinal',
];
const ACKNOWLEDGED: OutcomeEvent['type'] = 'OutcomeAcknowledged';
type Acknowledged = Extract<OutcomeEvent, { type: 'OutcomeAcknowledged' }>;

/**
 * Carries what happened in a case to the outcome's stream, and the registry's answer back to the
 * case. Both deciders bear repeats: a crash in between loses no message and sends none twice.
 */
@Injectable()
export class OutcomeReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<RecordedEvent>;

  constructor(
    ports: ReaderPorts,
    private readonly cases: CaseDesk,
    private readonly outcomes: OutcomeDesk,
    private readonly policies: PolicyReader,
    private readonly work: WorkRegistry,
  ) {
    this.processor = new LedProcessor({
      ...ports.options('outcomes'),
      source: eventsOf(ports.store, [...CASE_TYPES, ACKNOWLEDGED]),
      handle: async (events) => {
        for (const event of events) await this.follow(event);
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.processor.start();
    this.work.addWorker({ name: 'casework', lag: () => this.processor.lag() });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor.stop();
  }

  private async follow(event: RecordedEvent): Promise<void> {
    const id = caseOf(event);
    if (id === undefined) return this.tellCase(event as RecordedEvent<Acknowledged>);
    // The case's own note of the answer bears the same name: it is where the way ends.
    if (event.type !== ACKNOWLEDGED) await this.tellRegistry(id, event.version);
  }

  private async tellRegistry(id: string, version: number): Promise<void> {
    const history = await this.cases.history(id);
    const after = foldCase(history.slice(0, version));
    const recorded = history[version - 1];
    if (!after || !recorded) throw new Error(`case ${id} has no version ${String(version)}`);
    const limits = lawfulLimitsOf(await this.policies.current());
    // A recorded event has the type and data of the fact it records.
    const event = recorded as unknown as CaseEvent;
    const command = { type: 'follow' as const, event, version, after, limits };
    const outcome = await this.outcomes.run(id, command, SYSTEM);
    if (!outcome.ok) throw new Error(`outcome of case ${id}: ${outcome.kind}`);
  }

  private async tellCase({ data, id: causationId }: RecordedEvent<Acknowledged>): Promise<void> {
    const id = caseOfOutcome(data.outcome);
    const { messages } = await this.outcomes.load(id);
    const message = messages.find((one) => one.id === data.outcome);
    const said = {
      outcome: data.outcome,
      status: data.status,
      settles: message !== undefined && settles(message.kind),
    };
    const command = {
      ...{ type: 'note_acknowledgement' as const, actor: SYSTEM, now: this.cases.now() },
      data: said,
    };
    const outcome = await this.cases.runAsSystem(id, command, causationId);
    if (!outcome.ok && outcome.kind !== 'refused')
      throw new Error(`case ${id}: ${outcome.kind} on the registry's answer`);
  }
}
