import { describe, expect, it } from '@jest/globals';
import { localTime } from './times.js';

describe('times of a report', () => {
  it('given an instant, then it is told with the date and offset of the university’s zone', () => {
    const at = '2026-11-29T19:35:33.120Z';
    expect(localTime(at, 'Asia/Shanghai')).toBe('2026-11-30T03:35:33+08:00');
    expect(localTime(at, 'Asia/Kathmandu')).toBe('2026-11-30T01:20:33+05:45');
    expect(localTime(at, 'UTC')).toBe('2026-11-29T19:35:33+00:00');
    expect(localTime('2026-11-30T00:00:00+08:00', 'Asia/Shanghai')).toBe(
      '2026-11-30T00:00:00+08:00',
    );
  });

  it('given a zone that nobody knows, then it is China’s; given no instant, then it stays as written', () => {
    expect(localTime('2026-01-01T00:00:00Z', 'Mars/Utopia')).toBe('2026-01-01T08:00:00+08:00');
    expect(localTime('soon', 'UTC')).toBe('soon');
  });
});
