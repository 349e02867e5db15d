import { expect } from '@jest/globals';
import type { EventStore } from '../event-store.js';
import { START, type Position, type RecordedEvent } from '../recorded-event.js';
import { noted, textsOf } from './facts.js';
import type { onFresh } from './fixture.js';

/** The promises of `readAll`, `head` and `onAppend`. */
export const readAllContract = (given: ReturnType<typeof onFresh<EventStore>>): void => {
  given('given pages, when read on from `next`, then each event comes once', async (store) => {
    for (let i = 0; i < 7; i += 1) await store.append(`s-${i % 2}`, 'any', [noted(String(i))]);
    const { events, next } = await readOn(store, START, 3);
    expect(textsOf(events)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(next).toBe(await store.head());
    const positions = events.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(new Set(positions).size).toBe(7);
  });

  given('given nothing new, when read, then `next` stays', async (store) => {
    expect(await store.head()).toBe(START);
    expect(await store.readAll({ after: START, limit: 5 })).toEqual({ events: [], next: START });
    await store.append('s', 'none', [noted('a')]);
    const head = await store.head();
    expect(await store.readAll({ after: head, limit: 5 })).toEqual({ events: [], next: head });
    const filtered = await store.readAll({ after: head, limit: 5, types: ['Other'] });
    expect(filtered).toEqual({ events: [], next: head });
  });

  given('given a filter, when read, then `next` is past what it left out', async (store) => {
    const mixed = ['a', 'x', 'x', 'b', 'x', 'c', 'x'];
    for (const text of mixed)
      await store.append('s', 'any', [noted(text, text === 'x' ? 'Other' : 'Noted')]);
    const head = await store.head();
    const all = await store.readAll({ after: START, limit: 10, types: ['Noted'] });
    expect(textsOf(all.events)).toEqual(['a', 'b', 'c']);
    expect(all.next).toBe(head);
    const page = await store.readAll({ after: START, limit: 2, types: ['Noted'] });
    expect(textsOf(page.events)).toEqual(['a', 'b']);
    const rest = await store.readAll({ after: page.next, limit: 2, types: ['Noted'] });
    expect(textsOf(rest.events)).toEqual(['c']);
    const none = await store.readAll({ after: START, limit: 2, types: ['NeverSeen'] });
    expect(none).toEqual({ events: [], next: head });
    const several = await store.readAll({ after: START, limit: 10, types: ['Noted', 'Other'] });
    expect(textsOf(several.events)).toEqual(mixed);
  });

  given(
    'given writers at work, when a reader follows, then nothing turns up behind it',
    async (store) => {
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let i = 0; i < 25; i += 1)
          await store.append(`w-${writer}`, 'any', [
            noted(`${writer}-${i}-a`),
            noted(`${writer}-${i}-b`),
          ]);
      });
      let done = false;
      const finished = Promise.all(writers).finally(() => (done = true));
      const followed: RecordedEvent[] = [];
      let checkpoint: Position = START;
      while (!done) {
        const page = await store.readAll({ after: checkpoint, limit: 7 });
        followed.push(...page.events);
        checkpoint = page.next;
      }
      await finished;
      followed.push(...(await readOn(store, checkpoint, 7)).events);
      const afterwards = (await readOn(store, START, 100)).events;
      expect(followed.map(({ id }) => id)).toEqual(afterwards.map(({ id }) => id));
      expect(afterwards).toHaveLength(8 * 25 * 2);
      // An append's events stand together: no other writer's in between.
      for (let i = 0; i < afterwards.length; i += 2)
        expect(textsOf(afterwards.slice(i, i + 2)).map((text) => text.slice(0, -2))).toEqual(
          Array(2).fill(textsOf(afterwards.slice(i, i + 1))[0]!.slice(0, -2)),
        );
    },
  );

  given('given a listener, when appended, then it is told once it can be read', async (store) => {
    let calls = 0;
    const stop = store.onAppend(() => (calls += 1));
    const seen = new Promise<number>((resolve) => {
      const off = store.onAppend(() => {
        off();
        void store.readAll({ after: START, limit: 5 }).then(({ events }) => resolve(events.length));
      });
    });
    await store.append('s', 'none', [noted('a')]);
    expect(calls).toBe(1);
    expect(await seen).toBe(1);
    await store.append('s', 5, [noted('refused')]);
    expect(calls).toBe(1);
    stop();
    await store.append('s', 1, [noted('b')]);
    expect(calls).toBe(1);
  });
};

const readOn = async (store: EventStore, after: Position, limit: number) => {
  const events: RecordedEvent[] = [];
  for (let next = after; ;) {
    const page = await store.readAll({ after: next, limit });
    if (page.next === next) return { events, next };
    events.push(...page.events);
    next = page.next;
  }
};
