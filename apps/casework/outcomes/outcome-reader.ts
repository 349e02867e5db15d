import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import type { CaseEvent } from '../../../libs/cases/events.js';
import { isNegative } from '../../../libs/cases/outcome-kind.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { contradicts, isTakenOver } from '../../../libs/outcomes/answer.js';
import type { GradeEvent, Statement } from '../../../libs/outcomes/grade-book/grade-book.js';
import type { Outcome, OutcomeEvent } from '../../../libs/outcomes/outcome.js';
import { settles } from '../../../libs/outcomes/outcome.decider.js';
import { CASE_INDEX } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { CaseDesk, foldCase, SYSTEM } from '../cases/case-desk.js';
import { CaseIndexReader, caseOf } from '../cases/case-index-reader.js';
import { GradeDesk } from '../grades/grade-desk.js';
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
  'ExecutionStayRuled',
  'ProvincialAppealDecided',
  'CaseFinal',
];
const ACKNOWLEDGED: OutcomeEvent['type'] = 'OutcomeAcknowledged';
const STATED: GradeEvent['type'] = 'RegistryGradeStated';
const PAGE = 500;
type Acknowledged = Extract<OutcomeEvent, { type: 'OutcomeAcknowledged' }>;
type Stated = Extract<GradeEvent, { type: 'RegistryGradeStated' }>;

/**
 * Carries what happened in a case to the outcome's stream, and the registry's answer back to the
 * case: also the one that its record gives, where its first answer was a contradiction. Both deciders
 * bear repeats: a crash in between loses no message and sends none twice.
 */
@Injectable()
export class OutcomeReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<RecordedEvent>;

  constructor(
    ports: ReaderPorts,
    private readonly cases: CaseDesk,
    private readonly outcomes: OutcomeDesk,
    private readonly grades: GradeDesk,
    private readonly reader: CaseIndexReader,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    private readonly policies: PolicyReader,
    private readonly work: WorkRegistry,
  ) {
    this.processor = new LedProcessor({
      ...ports.options('outcomes'),
      source: eventsOf(ports.store, [...CASE_TYPES, ACKNOWLEDGED, STATED]),
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
    if (event.type === STATED) return this.compare(event as RecordedEvent<Stated>);
    const id = caseOf(event);
    if (id === undefined) {
      const { data, id: cause } = event as RecordedEvent<Acknowledged>;
      return this.tellCase(data.outcome, cause);
    }
    // The case's own note of the answer bears the same name: it is where the way ends.
    if (event.type !== ACKNOWLEDGED) await this.tellRegistry(id, event.version);
  }

  /** The registry's record may mend what its answer contradicted. */
  private async compare({ data, id: cause }: RecordedEvent<Stated>): Promise<void> {
    const { student, offering, result } = data;
    if (!isNegative(result)) return;
    await this.reader.caughtUp();
    const theirs = { scope: { kind: 'all' }, sort: 'id', descending: false, limit: PAGE } as const;
    for (const { id } of await this.index.list({ ...theirs, student, offering })) {
      const { standing, acknowledgements } = await this.outcomes.load(id);
      if (standing.kind !== 'in_force') continue;
      const { message } = standing;
      const answer = acknowledgements[message.id];
      if (answer && contradicts(message.kind, answer)) await this.tellCase(message.id, cause);
    }
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

  private async tellCase(outcome: string, cause: string): Promise<void> {
    const id = caseOfOutcome(outcome);
    const { messages, acknowledgements } = await this.outcomes.load(id);
    const message = messages.find((one) => one.id === outcome);
    // The last answer, whichever of them led here.
    const answer = acknowledgements[outcome];
    if (!message || !answer) return;
    const record = contradicts(message.kind, answer) ? await this.stated(message) : undefined;
    const settled = settles(message.kind) && isTakenOver(message.kind, answer, record);
    const command = {
      ...{ type: 'note_acknowledgement' as const, actor: SYSTEM, now: this.cases.now() },
      data: { outcome, status: answer.status, settles: settled },
    };
    const noted = await this.cases.runAsSystem(id, command, cause);
    if (!noted.ok && noted.kind !== 'refused')
      throw new Error(`case ${id}: ${noted.kind} on the registry's answer`);
  }

  /** What the registry holds of the student's grade. */
  private async stated({ offering, student }: Outcome): Promise<Statement | undefined> {
    return (await this.grades.load(offering)).get(student)?.stated;
  }
}
