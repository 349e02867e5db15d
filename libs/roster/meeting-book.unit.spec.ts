import { describe, expect, it } from '@jest/globals';
import { MeetingBook } from './meeting-book.js';
import type { MeetingRow } from './roster-rows.js';

const row = (offering: string, over: Partial<MeetingRow> = {}): MeetingRow => ({
  ...{ id: 'm-1', offering, hours: 2 },
  startsAt: '2026-03-02T08:00:00+08:00',
  endsAt: '2026-03-02T09:40:00+08:00',
  ...over,
});

describe('meetings of classes that number them alike', () => {
  it('given two classes, each with a first meeting, then each has its own', () => {
    const book = new MeetingBook();
    expect(book.put(row('CS'))).toEqual(['CS']);
    expect(book.put(row('MA', { hours: 3 }))).toEqual(['CS', 'MA']);
    expect(book.of('CS')).toMatchObject([{ id: 'm-1', hours: 2 }]);
    expect(book.of('MA')).toMatchObject([{ id: 'm-1', hours: 3 }]);
    expect(book.find('m-1', 'CS')?.hours).toBe(2);
    expect(book.find('m-1', 'PH')).toBeUndefined();
  });

  it('given no offering, then the one recorded last is meant', () => {
    const book = new MeetingBook();
    book.put(row('CS'));
    book.put(row('MA'));
    expect(book.find('m-1')?.offering).toBe('MA');
    expect(book.put(row('CS'))).toEqual(['MA', 'CS']);
    expect(book.find('m-1')?.offering).toBe('CS');
  });

  it('given the same row again, then nothing changed', () => {
    const book = new MeetingBook();
    book.put(row('CS'));
    expect(book.put(row('CS'))).toEqual([]);
  });
});
