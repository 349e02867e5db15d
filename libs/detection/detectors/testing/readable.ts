import { expect } from '@jest/globals';
import type { Finding } from '../../signal.js';

/** An officer reads it: plain figures, each against what it counts from, whole sentences. */
export function expectReadable({ numbers, reason }: Finding): void {
  for (const { value, threshold, unit } of numbers) {
    expect(threshold).toBeGreaterThan(0);
    expect(Math.round(value * 1000) / 1000).toBe(value);
    expect(unit).not.toBe('');
    if (unit === 's') expect(Number.isInteger(value)).toBe(true);
  }
  expect(numbers.some(({ value, threshold }) => value >= threshold)).toBe(true);
  expect(reason.zh).toMatch(/^[^ ].*。$/);
  expect(reason.en).toMatch(/^[A-Z\d].*\.$/);
  for (const text of [reason.zh, reason.en])
    expect(text).not.toMatch(
      /\d\.\d\d|undefined|NaN|\b0 (meetings|days|minutes)|(?<![\d.])1 \w+s\b|有 0 /,
    );
}
