import { setTimeout as pause } from 'node:timers/promises';

/** Without a new batch for so long, the intake counts as quiet. */
const QUIET_MS = 20;
/** Nobody waits longer than this for a turn: readers fall behind under load, but never stand still. */
const PATIENCE_MS = 400;

/**
 * Lets the readers behind the intake step back while batches come in. All of them share one thread:
 * what vendors send is taken in first, and judged when there is room. Records that wait in Kafka have
 * nobody waiting for an answer: they are taken in turn with the readers' pages, which is sooner judged.
 */
export class Courtesy {
  private last = Number.NEGATIVE_INFINITY;
  private lastUnhurried = Number.NEGATIVE_INFINITY;

  /** The intake has work, and somebody waits for the answer. */
  note(): void {
    this.last = performance.now();
  }

  /** The intake has work that nobody waits for: no reader steps back, but what is less urgent still may. */
  noteUnhurried(): void {
    this.lastUnhurried = performance.now();
  }

  /** Whether the intake has had no work for so long. */
  quietFor(ms: number): boolean {
    return performance.now() - Math.max(this.last, this.lastUnhurried) >= ms;
  }

  /** Resolves when the intake is quiet, or when patience ends. */
  async turn(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const now = performance.now();
      const quietIn = this.last + QUIET_MS - now;
      if (quietIn <= 0 || now >= until) return;
      await pause(Math.min(quietIn, until - now));
    }
  }
}
