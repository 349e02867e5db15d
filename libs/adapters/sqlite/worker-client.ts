import { Worker } from 'node:worker_threads';
import type { EngineOptions, MethodKind, Request } from './engine.js';
import { fromWire, StoreClosed, type WireError } from './errors.js';
import { THREAD_LIMITS } from './thread-limits.js';
import type { Answer } from './group-commit.js';

type FromWorker =
  | { readonly ready: true }
  | { readonly closed: true }
  | { readonly failed: WireError }
  | { readonly answers: readonly Answer[] };

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's end of a database thread. Calls of one turn travel in one message. */
export class WorkerClient {
  private readonly pending = new Map<number, Pending>();
  private outgoing: Request[] = [];
  private lastId = 0;
  private ended: Error | undefined;
  private closing: Promise<void> | undefined;
  private readonly exited: Promise<void>;

  private constructor(
    private readonly worker: Worker,
    private readonly file: string,
  ) {
    this.exited = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('error', (error) => this.end(error));
    worker.once('exit', () => this.end(new StoreClosed(`${file}: its thread has ended`)));
  }

  /** Resolves when the file is open; rejects with the named error when it cannot be. */
  static async open(options: EngineOptions): Promise<WorkerClient> {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: options,
      resourceLimits: THREAD_LIMITS,
    });
    const client = new WorkerClient(worker, options.file);
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if ('answers' in message) client.settle(message.answers);
        else if ('failed' in message) reject(fromWire(message.failed, options.file));
        else resolve();
      });
      worker.once('error', reject);
      worker.once('exit', () => reject(new StoreClosed(`${options.file}: its thread has ended`)));
    });
    return client;
  }

  call<Value>(kind: MethodKind, method: string, ...args: readonly unknown[]): Promise<Value> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise<Value>((resolve, reject) => {
      const id = (this.lastId += 1);
      this.pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      if (this.outgoing.length === 0) setImmediate(() => this.send());
      this.outgoing.push({ id, kind, method, args });
    });
  }

  /** What was called before is carried out and answered; later calls are refused. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async shut(): Promise<void> {
    this.ended ??= new StoreClosed(`${this.file} is closed`);
    this.send();
    this.worker.postMessage({ close: true });
    await this.exited;
  }

  private send(): void {
    const requests = this.outgoing;
    if (requests.length === 0) return;
    this.outgoing = [];
    try {
      this.worker.postMessage({ requests });
    } catch (error) {
      // An argument that cannot be copied is its caller's mistake; the others go one by one.
      if (requests.length > 1) for (const request of requests) this.sendAlone(request);
      else for (const { id } of requests) this.reject(id, error as Error);
    }
  }

  private sendAlone(request: Request): void {
    try {
      this.worker.postMessage({ requests: [request] });
    } catch (error) {
      this.reject(request.id, error as Error);
    }
  }

  private settle(answers: readonly Answer[]): void {
    for (const answer of answers) {
      if ('error' in answer) this.reject(answer.id, fromWire(answer.error, this.file));
      else {
        this.pending.get(answer.id)?.resolve(answer.value);
        this.pending.delete(answer.id);
      }
    }
  }

  private reject(id: number, error: Error): void {
    this.pending.get(id)?.reject(error);
    this.pending.delete(id);
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const id of [...this.pending.keys()]) this.reject(id, this.ended);
  }
}
