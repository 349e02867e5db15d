import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FixedClock } from '../../event-sourcing/clock.js';
import { DevClock } from './dev-clock.js';

describe('DevClock', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-clock-'));
    file = join(folder, 'dev-clock.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('given a move, when the process starts again later, then time went on from there', () => {
    const real = new FixedClock(1000);
    expect(new DevClock(file, real).moveTo(50_000)).toBe(true);
    real.advance(500);
    expect(new DevClock(file, real).now()).toBe(50_500);
  });

  it('given a move into the past, when asked, then it is refused and nothing changes', () => {
    const clock = new DevClock(file, new FixedClock(1000));
    clock.moveTo(50_000);
    expect(clock.moveTo(49_999)).toBe(false);
    expect(clock.now()).toBe(50_000);
  });

  it('given what is no instant, when moved to, then it is refused and nothing changes', () => {
    const clock = new DevClock(file, new FixedClock(1000));
    clock.moveTo(50_000);
    expect(clock.moveTo(Number.NaN)).toBe(false);
    expect(new DevClock(file, new FixedClock(1000)).now()).toBe(50_000);
  });

  it('given a broken file, when started, then the file is named', () => {
    writeFileSync(file, '{}');
    expect(() => new DevClock(file)).toThrow(file);
  });
});
