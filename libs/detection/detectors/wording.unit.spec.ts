import { describe, expect, it } from '@jest/globals';
import { counted, lasting, others, spoken } from './wording.js';

describe('figures as an officer reads them', () => {
  it('seconds are whole from ten on, and none is more exact than a tenth', () => {
    expect([0, 3.14, 9.99, 27.435, 1835.5].map(spoken)).toEqual([0, 3.1, 10, 27, 1836]);
  });

  it('a duration is told in the unit that fits', () => {
    expect([0, 60, 126, 7500].map((sec) => lasting(sec).en)).toEqual([
      ...['0 seconds', '60 seconds', '2.1 minutes', '125 minutes'],
    ]);
    expect(lasting(7500).zh).toBe('125 分钟');
  });

  it('one is one, and a group holds the account itself', () => {
    expect([counted(1, 'meeting'), counted(4, 'meeting')]).toEqual(['1 meeting', '4 meetings']);
    expect(others(6).en).toBe(' and up to 5 others');
    expect(others(2).en).toBe(' and up to 1 other');
    expect(others(1)).toEqual({ zh: '', en: '' });
  });
});
