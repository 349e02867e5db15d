import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseInstant } from './instant.js';

describe('parseInstant', () => {
  it('given any instant in any offset, when printed and parsed, then it is the same', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2200, 0) }),
        fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 }),
        (at, minutes) => {
          const local = new Date(at + minutes * 60_000).toISOString().slice(0, -1);
          const size = Math.abs(minutes);
          const two = (value: number) => String(value).padStart(2, '0');
          const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
          expect(parseInstant(local + offset)).toBe(at);
        },
      ),
    );
  });

  it.each([
    ['2026-03-02t00:00:05z', '2026-03-02T00:00:05.000Z'],
    ['2026-03-02T00:00:05.123999Z', '2026-03-02T00:00:05.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ])('given %s, when parsed, then it is %s', (text, expected) => {
    expect(new Date(parseInstant(text) ?? NaN).toISOString()).toBe(expected);
  });

  it.each([
    '',
    '2026-03-02',
    '2026-03-02T08:00:05',
    '2026-03-02 08:00:05Z',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00+24:00',
    '２026-01-01T00:00:00Z',
  ])('given %s, when parsed, then it is no instant', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
