import { waitingForEngine } from './failure.js';
import type { Ownership } from './ownership.js';
import { Processor, type ProcessorOptions, type ProcessorState } from './processor.js';
import type { Positioned } from './source.js';

export interface LedProcessorOptions<Event extends Positioned> extends ProcessorOptions<Event> {
  /** Of a single share: whoever has it reads, all others wait. */
  readonly ownership: Ownership;
  /** Before it reads: what it keeps in memory may be as old as the process. */
  readonly onElected?: () => Promise<void>;
}

/** How often one that waits looks whether the other has come far enough. */
const LOOK_MS = 50;

/**
 * A processor of which one instance works at a time, whatever the number of processes. Another one goes on
 * from the checkpoint when that ends. For a moment two may be at work: effects bear it, as they
 * bear being repeated.
 */
export class LedProcessor<Event extends Positioned> {
  private processor: Processor<Event> | undefined;
  /** One that is about to begin: an engine that is away may keep it waiting. */
  private beginning: Processor<Event> | undefined;
  private failure: ProcessorState | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly options: LedProcessorOptions<Event>) {}

  /** Of the one at work here; one that waits is running. */
  get state(): ProcessorState {
    return this.failure ?? this.processor?.state ?? { kind: 'running' };
  }

  /** Resolves once the checkpoint is loaded, or once others were joined. */
  start(): Promise<void> {
    return this.options.ownership.start((shares) =>
      shares.length > 0 ? this.lead() : this.giveWay(),
    );
  }

  /** Finishes the batch at hand and lets another go on. Idempotent. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.beginning?.stop();
    await this.giveWay();
    await this.options.ownership.stop();
  }

  /** Positions not dealt with here; 1 where another still has something to do, 0 when nobody has. */
  async lag(): Promise<number> {
    if (this.processor) return this.processor.lag();
    return (await this.isDone(Infinity)) ? 0 : 1;
  }

  /** Resolves once everything in the log at this moment is dealt with, by whomever. */
  async caughtUp(): Promise<void> {
    const head = await this.options.source.head();
    for (;;) {
      if (this.processor) return this.processor.caughtUp();
      if (this.failure || this.stopping.signal.aborted) throw new Error('the processor is stopped');
      if (await this.isDone(head)) return;
      await this.options.delay(LOOK_MS, this.stopping.signal);
    }
  }

  private async lead(): Promise<void> {
    if (this.processor || this.stopping.signal.aborted) return;
    const processor = new Processor({ ...this.options, onState: (state) => this.heed(state) });
    try {
      const { onElected = async () => undefined, delay } = this.options;
      await waitingForEngine(onElected, delay, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      this.beginning = processor;
      await processor.start();
      this.processor = processor;
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      this.resign();
      throw error;
    } finally {
      this.beginning = undefined;
    }
  }

  private async giveWay(): Promise<void> {
    const { processor } = this;
    this.processor = undefined;
    await processor?.stop();
  }

  /** One that has stopped by itself lets another try. */
  private heed(state: ProcessorState): void {
    if (state.kind === 'failed') {
      this.failure = state;
      this.resign();
    }
    this.options.onState?.(state);
  }

  private resign(): void {
    void this.options.ownership.stop().catch(() => undefined);
  }

  /** Whether nothing that concerns the reader lies between its checkpoint and `head`. */
  private async isDone(head: number): Promise<boolean> {
    const { checkpoints, reader, source } = this.options;
    const page = await source.read(await checkpoints.load(reader), 1);
    const [next] = page.events;
    return next === undefined || next.position > head;
  }
}
