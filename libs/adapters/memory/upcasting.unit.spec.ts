import { describe, expect, it } from '@jest/globals';
import { START } from '../../event-sourcing/recorded-event.js';
import { noted } from '../../event-sourcing/testing/facts.js';
import { Upcasters, type Upcaster } from '../../event-sourcing/upcaster.js';
import { UpcastingEventStore } from '../../event-sourcing/upcasting-event-store.js';
import { MemoryEventStore } from './memory-event-store.js';

const split: Upcaster = {
  type: 'Noted',
  from: 1,
  upcast: (data) => ({ words: (data as { text: string }).text.split(' ') }),
};
const count: Upcaster = {
  type: 'Noted',
  from: 2,
  upcast: (data) => ({ ...(data as object), count: (data as { words: string[] }).words.length }),
};

describe('upcasting event store', () => {
  it('given events of three schemas, when read, then all have the latest', async () => {
    const store = new MemoryEventStore();
    const old = noted('two words');
    await store.append('s', 'none', [old, noted('as it was', 'Other')]);
    const middle = new UpcastingEventStore(store, new Upcasters([split]));
    await middle.append('s', 2, [{ ...noted(''), data: { words: ['one'] } }]);
    const latest = new UpcastingEventStore(store, new Upcasters([count, split]));
    await latest.append('s', 3, [{ ...noted(''), data: { words: [], count: 0 } }]);

    const events = await latest.readStream('s');
    expect(events.map(({ data }) => data)).toEqual([
      { words: ['two', 'words'], count: 2 },
      { text: 'as it was' },
      { words: ['one'], count: 1 },
      { words: [], count: 0 },
    ]);
    expect(events.map(({ metadata }) => metadata.schema)).toEqual([3, undefined, 3, 3]);
    expect((await latest.readAll({ after: START, limit: 9 })).events).toEqual(events);
    expect((await store.readStream('s'))[0]?.data).toEqual(old.data);
  });

  it('given an event of a newer program, when read, then it is refused', async () => {
    const store = new MemoryEventStore();
    const newer = new UpcastingEventStore(store, new Upcasters([split]));
    await newer.append('s', 'none', [noted('a')]);
    const older = new UpcastingEventStore(store, new Upcasters());
    await expect(older.readStream('s')).rejects.toThrow('newer version of the program');
  });

  it('given a hole or a double in a chain, when registered, then the start fails', () => {
    expect(() => new Upcasters([count])).toThrow('from schema 1');
    expect(() => new Upcasters([split, split])).toThrow('from schema 2');
  });
});
