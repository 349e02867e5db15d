import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { KurrentDbDouble } from '../../../test/doubles/kurrentdb/server.js';
import { START } from '../../event-sourcing/recorded-event.js';
import { eventStoreContract } from '../../event-sourcing/testing/event-store.contract.js';
import { isStoreUnavailable } from '../../event-sourcing/store-errors.js';
import { noted, textsOf } from '../../event-sourcing/testing/facts.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Open } from '../../event-sourcing/testing/fixture.js';
import { uuidOf } from './event-codec.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';
import { EventStoreUnreachable } from './patience.js';

/** A fresh store is a fresh prefix: a real server is shared by all tests, and is never emptied. */
const onServer =
  (url: string): Open<EventStore> =>
  async () => {
    const prefix = `${randomUUID()}.`;
    let store = await KurrentDbEventStore.open({ url, prefix });
    return {
      port: store,
      reopen: async () => {
        await store.close();
        store = await KurrentDbEventStore.open({ url, prefix });
        return store;
      },
      close: () => store.close(),
    };
  };

const onDouble: Open<EventStore> = async () => {
  const double = new KurrentDbDouble();
  await double.start();
  const fixture = await onServer(double.url)();
  return {
    ...fixture,
    close: async () => {
      await fixture.close();
      await double.stop();
    },
  };
};

const real = process.env['KURRENTDB_URL'];
if (real) eventStoreContract(`KurrentDB at KURRENTDB_URL`, onServer(real));
else eventStoreContract('KurrentDB (a double of the server)', onDouble);

describe('event store: KurrentDB, several processes', () => {
  const open = async (patience = 30_000) => {
    const double = new KurrentDbDouble();
    await double.start();
    const url = real ?? double.url;
    const prefix = `${randomUUID()}.`;
    const stores = [
      await KurrentDbEventStore.open({ url, prefix, patience }),
      await KurrentDbEventStore.open({ url, prefix, patience }),
    ] as const;
    const close = async () => {
      await Promise.all(stores.map((store) => store.close()));
      await double.stop();
    };
    return { double, stores, url, prefix, close };
  };
  const answers = (store: KurrentDbEventStore) =>
    store.ping().then(
      () => true,
      () => false,
    );
  const told = (store: EventStore) => new Promise<void>((resolve) => store.onAppend(resolve));

  it('given another process that appends, when it does, then the listener is told', async () => {
    const { stores, close } = await open();
    const [one, other] = stores;
    const heard = told(other);
    await one.append('s', 'none', [noted('a')]);
    await heard;
    expect(textsOf((await other.readAll({ after: START, limit: 5 })).events)).toEqual(['a']);
    await close();
  });

  it('given two that append to one stream by turns, when `any` is expected, then none is lost', async () => {
    const { stores, close } = await open();
    const appends = Array.from({ length: 40 }, (_, at) =>
      stores[at % 2]!.append('s', 'any', [noted(String(at))]),
    );
    await Promise.all(appends);
    const events = await stores[0].readStream('s');
    expect(events.map(({ version }) => version)).toEqual(events.map((_, at) => at + 1));
    expect(new Set(textsOf(events)).size).toBe(40);
    await close();
  });

  it('given an append that another process made, when repeated here, then it is recognised', async () => {
    const { stores, close } = await open();
    const events = [noted('a'), noted('b')];
    const first = await stores[0].append('s', 'none', events);
    expect(await stores[1].append('s', 'any', events)).toEqual(first);
    expect(await stores[1].append('s', 'none', events)).toEqual(first);
    await close();
  });

  it('given another installation on the cluster, when read, then it is not seen', async () => {
    const { stores, url, close } = await open();
    const stranger = await KurrentDbEventStore.open({ url, prefix: `${randomUUID()}.` });
    await stranger.append('s', 'none', [noted('not ours')]);
    await stores[0].append('s', 'none', [noted('ours')]);
    const { events, next } = await stores[1].readAll({ after: START, limit: 9 });
    expect(textsOf(events)).toEqual(['ours']);
    expect(next).toBe(await stores[1].head());
    await stranger.close();
    await close();
  });

  // Only a server that is ours can be stopped.
  (real ? it.skip : it)(
    'given a server that goes away, when it is back, then work and listening go on',
    async () => {
      const { double, stores, close } = await open();
      const [one, other] = stores;
      await one.append('s', 'none', [noted('a')]);
      await double.stop();
      const heard = told(other);
      const appending = one.append('s', 1, [noted('b')]);
      const reading = other.readAll({ after: START, limit: 5 });
      await expect(one.ping()).rejects.toThrow();
      await double.start();
      expect(await appending).toMatchObject({ ok: true, version: 2 });
      expect(textsOf((await reading).events)[0]).toBe('a');
      await heard;
      expect(textsOf(await other.readStream('s'))).toEqual(['a', 'b']);
      await close();
    },
  );

  (real ? it.skip : it)(
    'given a server that stays away, when called, then it is named, and the repeat is there once',
    async () => {
      const { double, stores, close } = await open(200);
      const [one, other] = stores;
      await double.stop();
      const events = [noted('a'), noted('b')];
      const failure: unknown = await one.append('s', 'none', events).catch((error) => error);
      expect(failure).toBeInstanceOf(EventStoreUnreachable);
      expect(isStoreUnavailable(failure)).toBe(true);
      await expect(one.readStream('s')).rejects.toThrow(EventStoreUnreachable);
      await double.start();
      while (!(await answers(one)) || !(await answers(other)));
      // An attempt whose answer was lost: ours does not know that it came through.
      const first = await other.append('s', 'none', events);
      expect(await one.append('s', 'none', events)).toEqual(first);
      expect(textsOf(await one.readStream('s'))).toEqual(['a', 'b']);
      await close();
    },
  );

  it('given an id that is no UUID, when it becomes one, then it is of version 8 and always the same', () => {
    expect(uuidOf('event-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(uuidOf('event-1')).toBe(uuidOf('event-1'));
    const uuid = randomUUID();
    expect(uuidOf(uuid)).toBe(uuid);
  });
});
