import { describe, expect, it } from '@jest/globals';
import { plusDuration } from './duration.js';

const from = Date.parse('2026-01-31T10:00:00Z');
const after = (text: string) => {
  const to = plusDuration(from, text);
  return to === undefined ? undefined : new Date(to).toISOString();
};

describe('plusDuration', () => {
  it.each([
    ['P11D', '2026-02-11T10:00:00.000Z'],
    ['PT5M', '2026-01-31T10:05:00.000Z'],
    ['P1M', '2026-02-28T10:00:00.000Z'],
    ['P1Y', '2027-01-31T10:00:00.000Z'],
    ['P2W', '2026-02-14T10:00:00.000Z'],
    ['P1DT1H0.5S', '2026-02-01T11:00:00.500Z'],
  ])('given %s, when added, then %s', (text, expected) => {
    expect(after(text)).toBe(expected);
  });

  it.each(['', 'P', 'PT', 'P1DT', '11D', 'P-1D', 'P1H', 'P999999999Y'])(
    'given %s, when added, then it is no duration',
    (text) => {
      expect(after(text)).toBeUndefined();
    },
  );
});
