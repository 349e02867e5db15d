import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { offsetIn } from './zone-offset.js';

/** What the platform says, asked anew each time. */
const platformSays = (zone: string, instant: number): number => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    ...{ dateStyle: 'short', timeStyle: 'medium' },
  });
  return (
    Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000
  );
};

describe('offset of a zone', () => {
  const ZONES = [
    ...['Asia/Shanghai', 'Asia/Kathmandu', 'Europe/Berlin', 'America/St_Johns'],
    ...['Australia/Lord_Howe', 'UTC'],
  ];

  it.each(ZONES)('given %s, then any instant has the offset that the platform gives it', (zone) => {
    const between = { min: Date.UTC(1975, 0, 1), max: Date.UTC(2037, 0, 1) };
    fc.assert(
      fc.property(fc.integer(between), (instant) => {
        expect(offsetIn(zone)(instant)).toBe(platformSays(zone, instant));
      }),
      { numRuns: 300 },
    );
  });

  it('given a clock change, then the millisecond before has the old offset and the next the new one', () => {
    const change = Date.UTC(2026, 2, 29, 1);
    const berlin = offsetIn('Europe/Berlin');
    expect([change - 1, change, change - 1].map(berlin)).toEqual([3_600_000, 7_200_000, 3_600_000]);
    const shanghai = offsetIn('Asia/Shanghai');
    expect(shanghai(Date.UTC(1988, 6, 1))).toBe(9 * 3_600_000);
    expect(shanghai(Date.UTC(2026, 6, 1))).toBe(8 * 3_600_000);
  });

  it('given a time before the zones were regular, then seconds are kept', () => {
    expect(offsetIn('Asia/Shanghai')(Date.UTC(1890, 0, 1))).toBe((8 * 3600 + 5 * 60 + 43) * 1000);
  });

  it('given an unknown zone or no instant, then it throws', () => {
    expect(() => offsetIn('Mars/Olympus')).toThrow(RangeError);
    expect(() => offsetIn('UTC')(Number.NaN)).toThrow(RangeError);
  });
});
