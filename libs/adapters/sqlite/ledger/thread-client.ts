import { Worker } from 'node:worker_threads';
import {
  LedgerClosed,
  LedgerFull,
  LedgerLocked,
  LedgerUnreadable,
} from '../../../activity/ledger-errors.js';
import { THREAD_LIMITS } from '../thread-limits.js';
import {
  OPENED,
  type Answered,
  type Answers,
  type Asked,
  type Question,
  type ThreadData,
} from './protocol.js';

interface Pending {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Asks the ledger's thread and gives each answer to whoever asked. */
export class ThreadClient {
  private readonly pending = new Map<number, Pending>();
  private readonly worker: Worker;
  private last = OPENED;
  private leaving: Asked[] = [];
  private transfers: ArrayBuffer[] = [];
  /** Why nothing more can be asked. */
  private ended: Error | undefined;

  private constructor(data: ThreadData) {
    this.worker = new Worker(new URL('./ledger-thread.js', import.meta.url), {
      workerData: data,
      resourceLimits: THREAD_LIMITS,
    });
    this.worker.on('message', (answered: readonly Answered[]) => {
      for (const one of answered) this.settle(one);
    });
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(new LedgerClosed()));
  }

  /** @throws LedgerLocked, LedgerUnreadable, LedgerFull */
  static async open(data: ThreadData): Promise<ThreadClient> {
    const client = new ThreadClient(data);
    await new Promise((resolve, reject) => client.pending.set(OPENED, { resolve, reject }));
    return client;
  }

  ask<Ask extends Question['ask']>(
    question: Extract<Question, { ask: Ask }>,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Answers[Ask]> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const number = ++this.last;
    return new Promise<Answers[Ask]>((resolve, reject) => {
      // Only while somebody waits does the thread keep the process alive.
      this.worker.ref();
      this.pending.set(number, { resolve: (answer) => resolve(answer as Answers[Ask]), reject });
      this.leave({ number, question }, transfer);
    });
  }

  /** What one turn asks travels in one message: waking the thread costs more than a question. */
  private leave(asked: Asked, transfer: readonly ArrayBuffer[]): void {
    if (this.leaving.length === 0) queueMicrotask(() => this.post());
    this.leaving.push(asked);
    this.transfers.push(...transfer);
  }

  private post(): void {
    const asked = this.leaving;
    const transfers = this.transfers;
    this.leaving = [];
    this.transfers = [];
    this.worker.postMessage(asked, transfers);
  }

  /** Resolves when the thread has ended; asking again is refused. */
  async close(): Promise<void> {
    if (this.ended !== undefined) return;
    const exited = new Promise((resolve) => this.worker.once('exit', resolve));
    await this.ask({ ask: 'close' });
    this.worker.ref();
    await exited;
  }

  private settle(answered: Answered): void {
    const pending = this.pending.get(answered.number);
    this.pending.delete(answered.number);
    if (this.pending.size === 0) this.worker.unref();
    if (answered.ok) pending?.resolve(answered.answer);
    else pending?.reject(errorOf(answered.name, answered.message));
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const { reject } of this.pending.values()) reject(this.ended);
    this.pending.clear();
  }
}

const errorOf = (name: string, message: string): Error => {
  if (name === 'LedgerFull') return new LedgerFull();
  if (name === 'LedgerLocked') return new LedgerLocked();
  const error = name === 'LedgerUnreadable' ? new LedgerUnreadable('') : new Error();
  return Object.assign(error, { name, message });
};
