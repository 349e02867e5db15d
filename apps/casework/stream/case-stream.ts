import { Readable } from 'node:stream';
import type { Position } from '../../../libs/event-sourcing/recorded-event.js';
import { encodeCursor } from '../../../libs/platform/http/paging.js';
import type { CaseChange } from './case-change.js';
import type { ChangesPage } from './recent-changes.js';
import { comeBackAfter, heartbeat, sentEvent } from './server-sent.js';

/** The part of the feed that a stream reads. */
export interface Changes {
  after(position: Position): Promise<ChangesPage>;
  listen(listener: () => void): () => void;
  keeps(position: Position): boolean;
}

/** Milliseconds. Proxies close lines on which nothing was said for a minute. */
export const BEAT_MS = 15_000;
/** A reader that takes nothing for so long is gone. */
const STALL_MS = 30_000;
/** A stream does not outlive the right to it by more: who comes back shows a token again. */
const LIFE_MS = 3_600_000;
const COME_BACK_MS = 3_000;
/** Bytes that wait for the reader at most; beyond them nothing more is asked of the feed. */
const ROOM = 16 * 1024;

/**
 * One client's stream. It asks for a change when there is room for it: of a slow reader nothing piles up
 * here, and one that has fallen behind what the feed keeps, or stands still, is to be cut off.
 */
export class CaseStream extends Readable {
  private readonly lines: AsyncGenerator<string, void>;
  private readonly endListening: () => void;
  private isFresh = false;
  private isEnding = false;
  private hasKeptUp = false;
  /** Since when a line waits for room; undefined while none does. */
  private waitingSince: number | undefined;
  private wake: () => void = () => undefined;

  /**
   * @param position changes behind it are told
   * @param tell what the client is told of a change; undefined where that is nothing
   */
  constructor(
    private readonly feed: Changes,
    private position: Position,
    private readonly tell: (change: CaseChange) => unknown,
    private readonly beat = BEAT_MS,
  ) {
    super({ highWaterMark: ROOM });
    this.lines = this.speak();
    this.endListening = feed.listen(() => {
      this.isFresh = true;
      this.wake();
    });
  }

  /** Whether its reader does not read, and has it coming to be cut off. */
  isStuck(now: number): boolean {
    if (this.waitingSince === undefined) return false;
    return (
      now - this.waitingSince >= STALL_MS || (this.hasKeptUp && !this.feed.keeps(this.position))
    );
  }

  /** Ends it after what is being said; a client comes back by its last id. */
  leave(): void {
    this.isEnding = true;
    this.wake();
  }

  override _read(): void {
    this.lines.next().then(
      ({ done, value }) => {
        if (!this.destroyed) this.push(done === true ? null : value);
      },
      (error: unknown) => this.destroy(error as Error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.endListening();
    this.leave();
    void this.lines.return().catch(() => undefined);
    done(error);
  }

  private async *speak(): AsyncGenerator<string, void> {
    const end = performance.now() + LIFE_MS;
    let spoken = performance.now();
    yield* this.say(comeBackAfter(COME_BACK_MS) + sentEvent('ready', this.id, {}));
    while (!this.isEnding && performance.now() < end) {
      this.isFresh = false;
      const from = this.position;
      const { changes, next } = await this.feed.after(from);
      for (const change of changes) {
        const told = this.tell(change);
        this.position = change.position;
        if (told === undefined) continue;
        yield* this.say(sentEvent('case', this.id, told));
        spoken = performance.now();
      }
      this.position = Math.max(this.position, next);
      if (performance.now() - spoken >= this.beat) {
        yield* this.say(heartbeat(this.id));
        spoken = performance.now();
      }
      // A full page ends with its last change: only one with nothing new is the end.
      if (next > from) continue;
      this.hasKeptUp = true;
      await this.rest(spoken + this.beat - performance.now());
    }
  }

  /** Where the client goes on: opaque, a position of the event store. */
  private get id(): string {
    return encodeCursor(this.position);
  }

  private *say(text: string): Iterable<string> {
    this.waitingSince = performance.now();
    yield text;
    this.waitingSince = undefined;
  }

  /** Until there is news, or for so long. */
  private async rest(ms: number): Promise<void> {
    if (this.isFresh || this.isEnding) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, ms));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
