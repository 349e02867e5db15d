/** A service that works behind the intake. */
export interface Worker {
  readonly name: 'timeline' | 'detection' | 'casework';
  /** Events known to its sources and not yet dealt with. */
  lag(): Promise<number>;
}

/** Something that acts when the clock says so: deadlines, lapses, escalations. */
export interface Timer {
  readonly name: string;
  /** Carries out everything due at `now` (milliseconds); resolves when it is on disk. */
  fireDue(now: number): Promise<void>;
}

/**
 * Where services say that they exist: `/api/v1/pipeline` asks the workers for their lag, the dev
 * clock fires the timers and waits until the workers are idle.
 */
export class WorkRegistry {
  readonly workers: Worker[] = [];
  /** The same workers in other processes that share in their work. */
  readonly peers: Worker[] = [];
  readonly timers: Timer[] = [];

  addWorker(worker: Worker): void {
    this.workers.push(worker);
  }

  addTimer(timer: Timer): void {
    this.timers.push(timer);
  }
}
