import { describe, expect, it, jest } from '@jest/globals';
import { commandHandler } from '../../event-sourcing/command-handler.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Metadata } from '../../event-sourcing/recorded-event.js';
import { account } from '../../event-sourcing/testing/account.js';
import { MemoryEventStore } from './memory-event-store.js';

let drawn = 0;
const context = (metadata: Partial<Metadata> = {}, expected?: number) => ({
  newId: () => `id-${(drawn += 1)}`,
  expected,
  metadata: {
    at: '2026-03-02T08:00:00+08:00',
    actor: { role: 'teacher', person: 't-17' },
    ...metadata,
  },
});
const deposit = (amount: number) => ({ kind: 'deposit', amount }) as const;
const withdraw = (amount: number) => ({ kind: 'withdraw', amount }) as const;

/** Somebody else deposits just before the first append of ours. */
const overtaken = (store: EventStore, times: number): EventStore => {
  let left = times;
  return {
    append: async (stream, expected, events) => {
      if ((left -= 1) >= 0)
        await store.append(stream, 'any', [
          { ...context(), id: `theirs-${left}`, type: 'Deposited', data: { amount: 1 } },
        ]);
      return store.append(stream, expected, events);
    },
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (options) => store.readAll(options),
    head: () => store.head(),
    onAppend: (listener) => store.onAppend(listener),
  };
};

describe('command handler', () => {
  it('given a command, when accepted, then its facts are appended and the state answered', async () => {
    const store = new MemoryEventStore();
    const handle = commandHandler(store, account);
    expect(await handle('a-1', deposit(5), context())).toMatchObject({
      ok: true,
      state: 5,
      version: 1,
    });
    expect(await handle('a-1', withdraw(2), context())).toMatchObject({
      ok: true,
      state: 3,
      version: 2,
    });
    expect(await handle('a-1', withdraw(9), context())).toEqual({
      ok: false,
      kind: 'refused',
      refusal: 'Overdrawn',
    });
    expect(await handle('a-1', deposit(0), context())).toMatchObject({
      ok: true,
      version: 2,
      events: [],
    });
    expect(await store.head()).toBe(2);
  });

  it('given a faster writer, when no version is pinned, then it decides again on the new state', async () => {
    const store = new MemoryEventStore();
    await commandHandler(store, account)('a-1', deposit(1), context());
    const handle = commandHandler(overtaken(store, 2), account);
    expect(await handle('a-1', deposit(5), context())).toMatchObject({
      ok: true,
      state: 8,
      version: 4,
    });
  });

  it('given a pinned version, when somebody was faster, then it is a conflict', async () => {
    const store = new MemoryEventStore();
    const handle = commandHandler(store, account);
    await handle('a-1', deposit(1), context());
    const conflict = { ok: false, kind: 'conflict', current: 1 };
    expect(await handle('a-1', deposit(1), context({}, 0))).toEqual(conflict);
    const late = commandHandler(overtaken(store, 1), account);
    expect(await late('a-1', deposit(1), context({}, 1))).toEqual({ ...conflict, current: 2 });
    expect(await store.head()).toBe(2);
  });

  it('given the same key sent at once, when both pin the version, then one acts and both hear so', async () => {
    const store = new MemoryEventStore();
    const handle = commandHandler(store, account);
    const send = () =>
      handle('a-1', deposit(5), context({ idempotencyKey: 'k', bodyHash: 'h' }, 0));
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map((answer) => answer.ok && answer.repeated).sort()).toEqual([
      false,
      true,
      true,
    ]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await store.head()).toBe(1);
  });

  it('given endless rivals, when never first, then it gives up with a conflict', async () => {
    const handle = commandHandler(overtaken(new MemoryEventStore(), 99), account);
    expect(await handle('a-1', deposit(1), context())).toMatchObject({
      ok: false,
      kind: 'conflict',
    });
  });

  it('given an idempotency key, when repeated, then the first outcome returns', async () => {
    const store = new MemoryEventStore();
    const handle = commandHandler(store, account);
    const key = { idempotencyKey: 'k', bodyHash: 'h' };
    const first = await handle('a-1', deposit(5), context(key, 0));
    await handle('a-1', deposit(2), context());
    expect(await handle('a-1', deposit(5), context(key, 0))).toMatchObject({
      ...first,
      repeated: true,
      events: [{ type: 'Deposited', data: { amount: 5 } }],
    });
    expect(await handle('a-1', deposit(6), context({ ...key, bodyHash: 'other' }))).toEqual({
      ok: false,
      kind: 'key-reused',
    });
    const nextDay = { ...key, at: '2026-03-03T08:00:01+08:00' };
    expect(await handle('a-1', deposit(5), context(nextDay))).toMatchObject({
      state: 12,
      repeated: false,
    });
  });

  it('given what the caller has just read, then that is decided upon; if it is behind, the stream is', async () => {
    const store = new MemoryEventStore();
    const handle = commandHandler(store, account);
    await handle('a-1', deposit(5), context());
    const loaded = { history: await store.readStream('a-1'), state: 5 };
    const reads = jest.spyOn(store, 'readStream');
    expect(await handle('a-1', withdraw(5), { ...context(), loaded })).toMatchObject({
      ...{ ok: true, state: 0, version: 2 },
    });
    expect(reads).not.toHaveBeenCalled();
    // By now it is behind: the withdrawal would overdraw, and a pinned version has passed.
    expect(await handle('a-1', withdraw(5), { ...context(), loaded })).toMatchObject({
      ...{ ok: false, kind: 'refused', refusal: 'Overdrawn' },
    });
    expect(await handle('a-1', withdraw(5), { ...context({}, 1), loaded })).toEqual({
      ...{ ok: false, kind: 'conflict', current: 2 },
    });
  });

  it('given a repeat that arrives while the first is under way, then both get the first outcome', async () => {
    const store = new MemoryEventStore();
    const handle = commandHandler(store, account);
    const key = { idempotencyKey: 'k', bodyHash: 'b' };
    const loaded = { history: [], state: account.initialState };
    const [one, other] = await Promise.all([
      handle('a-1', deposit(5), { ...context(key), loaded }),
      handle('a-1', deposit(5), { ...context(key), loaded }),
    ]);
    expect([one, other].map((each) => each.ok && [each.state, each.repeated]).sort()).toEqual([
      [5, false],
      [5, true],
    ]);
    expect(await store.head()).toBe(1);
  });
});
