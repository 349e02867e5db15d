import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CaseEvent } from '../../../libs/cases/events.js';
import { resultOf } from '../../../libs/cases/negative-result.js';
import type { Case } from '../../../libs/cases/state.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { CaseDesk, SYSTEM } from '../cases/case-desk.js';
import { caseOf } from '../cases/case-index-reader.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { OtherResults } from './other-results.js';

/** What changes whether a result is in force; with the claim somebody begins to look. */
const TYPES: readonly CaseEvent['type'][] = [
  'CaseClaimed',
  'CaseConfirmed',
  'CaseDecided',
  'ProvincialAppealDecided',
  'CaseDismissed',
];

/** Tells the cases of one student and offering of each other's results, so that officers see them. */
@Injectable()
export class ResultReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<RecordedEvent>;

  constructor(
    ports: ReaderPorts,
    private readonly desk: CaseDesk,
    private readonly others: OtherResults,
    private readonly work: WorkRegistry,
  ) {
    this.processor = new LedProcessor({
      ...ports.options('case-results'),
      source: eventsOf(ports.store, [...TYPES]),
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
    const found = await this.desk.load(caseOf(event) ?? '');
    if (!found) return;
    for (const other of await this.others.casesBeside(found))
      if (event.type === 'CaseClaimed') await this.note(found, other, event.id);
      else await this.note(other, found, event.id);
  }

  /** On `on`: what `of` has in force, if anything. A case that nobody has claimed is told with its claim. */
  private async note(on: Case, of: Case, causationId: string): Promise<void> {
    const result = resultOf(of.facts);
    const command = {
      type: 'note_result' as const,
      actor: SYSTEM,
      now: this.desk.now(),
      data: { case: of.facts.id, result },
    };
    const outcome = await this.desk.runAsSystem(on.facts.id, command, causationId);
    if (!outcome.ok && outcome.kind === 'conflict')
      throw new Error(`case ${on.facts.id} has moved on`);
  }
}
