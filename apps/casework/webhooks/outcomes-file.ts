import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { LineFile } from '../../../libs/adapters/registry/line-file.js';
import { PATIENT, type RetryPolicy } from '../../../libs/event-sourcing/failure.js';
import { Processor } from '../../../libs/event-sourcing/processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { MESSAGE_TYPES } from '../../../libs/outcomes/webhooks/delivery-board.js';
import type { Log } from '../../../libs/platform/logging.js';
import { WrongSetting, type Settings } from '../../../libs/platform/settings.js';
import { LOG, SETTINGS } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { messageIn, OutcomeMessages } from './outcome-messages.js';

/** A full disk or a folder that is not mounted may last: the lines wait. */
const NEVER_GIVE_UP: RetryPolicy = {
  ...PATIENT,
  attempts: Number.POSITIVE_INFINITY,
  longestDelay: 60_000,
};

/**
 * Appends every outcome as a line to the file that `PROBITY_OUTCOMES_FILE` names, for a registry
 * that fetches files. On disk before the checkpoint: a crash in between repeats a line under the
 * same id and loses none.
 */
@Injectable()
export class OutcomesFile implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: Processor<RecordedEvent> | undefined;

  constructor(
    ports: ReaderPorts,
    messages: OutcomeMessages,
    private readonly work: WorkRegistry,
    @Inject(SETTINGS) { outcomesFile }: Settings,
    @Inject(LOG) log: Log,
  ) {
    if (outcomesFile === undefined) return;
    mustBeWritable(outcomesFile);
    const file = new LineFile(outcomesFile);
    this.processor = new Processor({
      ...ports.options('outcomes-file'),
      source: eventsOf(ports.store, MESSAGE_TYPES),
      retry: NEVER_GIVE_UP,
      onFailure: ({ error, attempt }) => {
        log.error({ attempt, err: error }, 'outcomes file not written; it is tried again');
        return 'retry';
      },
      handle: (events) => file.append(events.map(({ data }) => messages.bodyOf(messageIn(data)))),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const { processor } = this;
    if (!processor) return;
    await processor.start();
    this.work.addWorker({ name: 'casework', lag: () => processor.lag() });
  }

  /** Whether every message issued so far is in the file; false where there is none. */
  async holdsAll(): Promise<boolean> {
    return this.processor !== undefined && (await this.processor.lag()) === 0;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor?.stop();
  }
}

/** A name that cannot be meant stops the start; what goes wrong later is waited for. */
const mustBeWritable = (file: string): void => {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new WrongSetting(
      'PROBITY_OUTCOMES_FILE',
      `is "${file}": no file there (${String(code)})`,
    );
  }
};
