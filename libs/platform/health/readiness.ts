import { Injectable } from '@nestjs/common';

/** Throws when its part cannot serve. */
export type ReadinessCheck = () => Promise<unknown>;

/** Whether the process can take work: every engine answers, and nobody has begun to shut it down. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();
  private closing = false;

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  close(): void {
    this.closing = true;
  }

  /** Names of what does not answer; empty when ready. */
  async failing(): Promise<readonly string[]> {
    if (this.closing) return ['shutting_down'];
    const names = [...this.checks].map(([name, check]) =>
      check().then(
        () => undefined,
        () => name,
      ),
    );
    return (await Promise.all(names)).filter((name) => name !== undefined);
  }
}
