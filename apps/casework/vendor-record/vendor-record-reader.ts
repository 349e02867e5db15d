import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CaseEventType } from '../../../libs/cases/events.js';
import type { Case } from '../../../libs/cases/state.js';
import {
  VENDOR_RECORD_STREAM,
  type AccusationJudged,
} from '../../../libs/detection/runner/vendor-record.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { CaseDesk, SYSTEM } from '../cases/case-desk.js';
import { SignalReader } from '../opener/signal-reader.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { verdictOf } from './verdict.js';

/** After these a case may say something else of what was accused. */
const TURNS: readonly CaseEventType[] = [
  'CaseDismissed',
  'CaseWithdrawn',
  'CaseReopened',
  'CaseFinal',
  'ProvincialAppealDecided',
];

const isReport = (detector: string): boolean => detector.startsWith('vendor-report-');

/**
 * Notes what became of vendors' accusations when people have decided a case that rests on one, so
 * that detection may weigh the vendor's next. Once for a case and vendor, however often it accused.
 */
@Injectable()
export class VendorRecordReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<RecordedEvent>;

  constructor(
    private readonly ports: ReaderPorts,
    private readonly desk: CaseDesk,
    private readonly signals: SignalReader,
    private readonly work: WorkRegistry,
  ) {
    this.processor = new LedProcessor({
      ...ports.options('vendor-record'),
      source: eventsOf(ports.store, TURNS),
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

  /** The case is read as it stands, so a repeat finds its own facts and adds none. */
  private async follow(events: readonly RecordedEvent[]): Promise<void> {
    for (const id of new Set(events.map(({ stream }) => stream.slice('case-'.length)))) {
      const state = await this.desk.load(id);
      if (state) await this.note(id, state);
    }
  }

  private async note(id: string, state: Case): Promise<void> {
    const { store } = this.ports;
    const facts = await store.readStream<AccusationJudged>(VENDOR_RECORD_STREAM);
    const former = new Map(
      facts.flatMap(({ data }) => (data.case === id ? [[data.source, data.verdict]] : [])),
    );
    const verdict = verdictOf(state);
    const sources = new Set([...former.keys(), ...(await this.accusers(state))]);
    const news = [...sources].filter((source) => (former.get(source) ?? 'open') !== verdict);
    if (news.length === 0) return;
    const metadata = { at: new Date(this.desk.now()).toISOString(), actor: SYSTEM };
    const appended = await store.append<AccusationJudged>(
      VENDOR_RECORD_STREAM,
      facts.length || 'none',
      news.sort().map((source) => ({
        ...{ id: randomUUID(), type: 'AccusationJudged' as const, metadata },
        data: { case: id, source, verdict },
      })),
    );
    // Another instance was faster: the reader tries again.
    if (!appended.ok) throw new Error(`${VENDOR_RECORD_STREAM} has moved on`);
  }

  private async accusers({ facts }: Case): Promise<readonly string[]> {
    if (facts.student === undefined) return [];
    const all = await this.signals.current(facts.student, facts.course.offering);
    return all
      .filter(
        ({ detector, violation, state }) =>
          isReport(detector) && violation === facts.violation && state !== 'withdrawn',
      )
      .flatMap(({ events }) => events.map(({ source }) => source));
  }
}
