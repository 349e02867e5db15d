import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Clock } from '../../event-sourcing/clock.js';
import { systemClock } from '../system-clock.js';

/** Real time plus an offset that only grows and outlives the process. For `--dev`. */
export class DevClock implements Clock {
  private offset: number;

  constructor(
    private readonly file: string,
    private readonly real: Clock = systemClock,
  ) {
    this.offset = readOffset(file);
  }

  now(): number {
    return this.real.now() + this.offset;
  }

  /**
   * False, and nothing happens, when `instant` (milliseconds) lies before `from`, the time that the
   * caller read; the clock may have ticked since. No number is before everything.
   */
  moveTo(instant: number, from = this.now()): boolean {
    if (!(instant >= from)) return false;
    const offset = Math.max(this.offset, instant - this.real.now());
    const draft = `${this.file}.new`;
    writeFileSync(draft, JSON.stringify({ offsetMs: offset }));
    renameSync(draft, this.file);
    this.offset = offset;
    return true;
  }
}

const readOffset = (file: string): number => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
  const { offsetMs } = JSON.parse(text) as { offsetMs?: unknown };
  if (typeof offsetMs !== 'number' || !Number.isFinite(offsetMs))
    throw new Error(`${file} holds no clock offset`);
  return offsetMs;
};
