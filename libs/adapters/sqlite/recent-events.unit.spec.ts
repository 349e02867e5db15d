import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { RecentEvents, type RecentEvent } from './recent-events.js';

const event = (position: number, type = 'A', characters = 10): RecentEvent => ({
  ...{ position, type, characters },
  read: () => ({ position, type }) as RecordedEvent,
});
const events = (from: number, to: number): RecentEvent[] =>
  Array.from({ length: to - from + 1 }, (_, at) => event(from + at));

const positions = (recent: RecentEvents, after: number, limit = 10_000) =>
  recent.page({ after, limit })?.events.map(({ position }) => position);

describe('the end of the log in memory', () => {
  it('given appends, then pages begin where the reader is, and end at the limit', () => {
    const recent = new RecentEvents(7);
    recent.add([event(8), event(9, 'B')]);
    recent.add([event(10)]);
    expect(positions(recent, 7)).toEqual([8, 9, 10]);
    expect(recent.page({ after: 8, limit: 1 })).toMatchObject({ next: 9 });
    expect(recent.page({ after: 7, limit: 9, types: ['B'] })).toMatchObject({
      ...{ events: [{ position: 9 }], next: 10 },
    });
    expect(recent.page({ after: 10, limit: 9 })).toEqual({ events: [], next: 10 });
  });

  it('given a reader that is further back, then it must look into the file', () => {
    const recent = new RecentEvents(7);
    recent.add([event(8)]);
    expect(recent.page({ after: 6, limit: 9 })).toBeUndefined();
  });

  it('given a hole, then nothing before it is answered, and nothing is left out', () => {
    const recent = new RecentEvents(0);
    recent.add(events(1, 3));
    recent.add(events(5, 6));
    expect(recent.page({ after: 3, limit: 9 })).toBeUndefined();
    expect(positions(recent, 6)).toEqual([]);
    recent.add([event(7)]);
    expect(positions(recent, 6)).toEqual([7]);
    // One that is heard of late lies before the hole: the file has it.
    recent.add([event(4)]);
    expect(positions(recent, 6)).toEqual([7]);
  });

  it('given more than fits, then the oldest go, and what is left has no hole', () => {
    const recent = new RecentEvents(0);
    for (let at = 1; at <= 5_000; at += 1) recent.add([event(at)]);
    expect(recent.page({ after: 100, limit: 9 })).toBeUndefined();
    expect(positions(recent, 4_500)).toEqual(events(4_501, 5_000).map(({ position }) => position));
    recent.add([event(5_001, 'A', 3_000_000)]);
    expect(recent.page({ after: 5_000, limit: 9 })).toBeUndefined();
    expect(positions(recent, 5_001)).toEqual([]);
  });

  it('given several readers, then an event is made once', () => {
    const recent = new RecentEvents(0);
    recent.add([event(1)]);
    const [one, other] = [0, 1].map(() => recent.page({ after: 0, limit: 1 })?.events[0]);
    expect(one).toBe(other);
  });
});
