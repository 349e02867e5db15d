import { describe, expect } from '@jest/globals';
import type { EventStore } from '../event-store.js';
import { START } from '../recorded-event.js';
import { DuplicateEventId } from '../store-errors.js';
import { AWKWARD, noted, textsOf } from './facts.js';
import { onFresh, type Gap, type Open } from './fixture.js';
import { readAllContract } from './read-all.contract.js';

/** Every promise of the `EventStore` port. An adapter adopts it in one call. */
export const eventStoreContract = (
  name: string,
  open: Open<EventStore>,
  gaps: readonly Gap[] = [],
): void => {
  describe(`event store: ${name}`, () => {
    const given = onFresh(open, gaps);
    appends(given);
    retries(given);
    rests(given);
    readAllContract(given);
  });
};

type Given = ReturnType<typeof onFresh<EventStore>>;

const appends = (given: Given) => {
  given('given a fresh stream, when appended to, then versions count from 1', async (store) => {
    const first = await store.append('s', 'none', [noted('a'), noted('b')]);
    const second = await store.append('s', 2, [noted('c')]);
    expect(first).toMatchObject({ ok: true, version: 2 });
    expect(second).toMatchObject({ ok: true, version: 3 });
    const events = await store.readStream('s');
    expect(textsOf(events)).toEqual(['a', 'b', 'c']);
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(await store.head()).toBe(events[2]?.position);
  });

  given(
    'given an older version, when expected, then the current one is answered',
    async (store) => {
      await store.append('s', 'none', [noted('a'), noted('b')]);
      const refusal = { ok: false, refusal: 'WrongExpectedVersion', current: 2 };
      expect(await store.append('s', 1, [noted('x')])).toEqual(refusal);
      expect(await store.append('s', 3, [noted('x')])).toEqual(refusal);
      expect(await store.append('s', 'none', [noted('x')])).toEqual(refusal);
      expect(await store.append('new', 1, [noted('x')])).toEqual({ ...refusal, current: 0 });
      expect(textsOf(await store.readStream('s'))).toEqual(['a', 'b']);
      expect(await store.readStream('new')).toEqual([]);
    },
  );

  given('given any version, when `any` is expected, then it is appended', async (store) => {
    expect(await store.append('s', 'any', [noted('a')])).toMatchObject({ ok: true, version: 1 });
    expect(await store.append('s', 'any', [noted('b')])).toMatchObject({ ok: true, version: 2 });
  });

  given('given many writers of one version, when they race, then one wins', async (store) => {
    await store.append('s', 'none', [noted('start')]);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        store.append('s', 1, [noted(`${i}-a`), noted(`${i}-b`)]),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.current).toBe(3);
    const texts = textsOf(await store.readStream('s'));
    const winner = outcomes.findIndex(({ ok }) => ok);
    expect(texts).toEqual(['start', `${winner}-a`, `${winner}-b`]);
  });

  given(
    'given a bad event in an append, when it fails, then nothing of it stays',
    async (store) => {
      await store.append('s', 'none', [noted('a', 'Noted', 'taken')]);
      const bad = [noted('b'), noted('c', 'Noted', 'taken'), noted('d')];
      await expect(store.append('s', 1, bad)).rejects.toThrow(DuplicateEventId);
      await expect(store.append('t', 'none', [bad[0]!, bad[0]!])).rejects.toThrow(DuplicateEventId);
      expect(textsOf(await store.readStream('s'))).toEqual(['a']);
      expect(await store.readStream('t')).toEqual([]);
      expect(await store.append('s', 1, [noted('b')])).toMatchObject({ ok: true, version: 2 });
      expect(await store.append('t', 'none', [noted('b')])).toMatchObject({ ok: true, version: 1 });
      expect(textsOf(await store.readStream('t'))).toEqual(['b']);
      const all = await store.readAll({ after: START, limit: 9 });
      expect(textsOf(all.events)).toEqual(['a', 'b', 'b']);
    },
  );

  given('given what nobody can mean, when appended, then it is refused', async (store) => {
    await expect(store.append('s', 'any', [])).rejects.toThrow(RangeError);
    await expect(store.append('s', -1, [noted('a')])).rejects.toThrow(RangeError);
    await expect(store.append('s', NaN, [noted('a')])).rejects.toThrow(RangeError);
    expect(await store.head()).toBe(0);
  });
};

const retries = (given: Given) => {
  given(
    'given a lost answer, when appended again, then the first outcome returns',
    async (store) => {
      const events = [noted('a'), noted('b')];
      const first = await store.append('s', 'none', events);
      await store.append('s', 2, [noted('c')]);
      expect(await store.append('s', 'none', events)).toEqual(first);
      expect(await store.append('s', 0, events)).toEqual(first);
      expect(await store.append('s', 'any', events)).toEqual(first);
      expect(textsOf(await store.readStream('s'))).toEqual(['a', 'b', 'c']);
    },
  );

  given(
    'given the same id in the middle, when repeated, then its own place counts',
    async (store) => {
      const middle = noted('b');
      await store.append('s', 'none', [noted('a')]);
      const first = await store.append('s', 1, [middle]);
      await store.append('s', 2, [noted('c')]);
      expect(await store.append('s', 1, [middle])).toEqual(first);
      expect(await store.append('s', 'any', [middle])).toEqual(first);
      expect(await store.append('s', 'none', [middle])).toMatchObject({ ok: false, current: 3 });
      expect(await store.append('other', 'none', [middle])).toMatchObject({ ok: true, version: 1 });
    },
  );

  given(
    'given the same append at once, when both arrive, then there is one copy',
    async (store) => {
      const events = [noted('a'), noted('b')];
      const [one, two] = await Promise.all([
        store.append('s', 'none', events),
        store.append('s', 'none', events),
      ]);
      expect(one).toMatchObject({ ok: true, version: 2 });
      expect(two).toEqual(one);
      expect(await store.readStream('s')).toHaveLength(2);
    },
  );

  given(
    'given a longer append with a known start, when sent, then it is no retry',
    async (store) => {
      const first = noted('a');
      await store.append('s', 'none', [first]);
      const longer = [first, noted('b')];
      expect(await store.append('s', 'none', longer)).toMatchObject({ ok: false, current: 1 });
      await expect(store.append('s', 'any', longer)).rejects.toThrow(DuplicateEventId);
    },
  );
};

const rests = (given: Given) => {
  given('given awkward text, when read back, then it is the same', async (store) => {
    const event = { ...noted(AWKWARD), type: '事件' };
    await store.append('流-𠮷', 'none', [event]);
    const [read] = await store.readStream('流-𠮷');
    expect(read).toMatchObject({ ...event, stream: '流-𠮷', version: 1 });
    expect(read?.salt).toMatch(/^[0-9a-f]{32}$/);
    const [again] = (await store.readAll({ after: START, limit: 1, types: ['事件'] })).events;
    expect(again).toEqual(read);
  });

  given('given a range, when a stream is read, then both ends are inclusive', async (store) => {
    await store.append(
      's',
      'none',
      ['a', 'b', 'c', 'd'].map((text) => noted(text)),
    );
    expect(textsOf(await store.readStream('s', { from: 2, to: 3 }))).toEqual(['b', 'c']);
    expect(textsOf(await store.readStream('s', { from: 4 }))).toEqual(['d']);
    expect(textsOf(await store.readStream('s', { from: 5 }))).toEqual([]);
  });

  given('given a long stream, when read, then it comes whole', async (store) => {
    const texts = Array.from({ length: 4_100 }, (_, i) => String(i));
    await store.append(
      's',
      'none',
      texts.map((text) => noted(text)),
    );
    expect(textsOf(await store.readStream('s'))).toEqual(texts);
  });

  given(
    'given a restart, when opened again, then all is there and goes on',
    async (store, fixture) => {
      await store.append('s', 'none', [noted('a'), noted(AWKWARD)]);
      const before = await store.readAll({ after: START, limit: 10 });
      const reopened = await fixture.reopen();
      expect(await reopened.readAll({ after: START, limit: 10 })).toEqual(before);
      expect(await reopened.head()).toBe(before.next);
      expect(await reopened.append('s', 1, [noted('x')])).toMatchObject({ ok: false, current: 2 });
      const next = await reopened.append('s', 2, [noted('c')]);
      expect(next.ok && next.position > before.next).toBe(true);
    },
    'survives a restart',
  );
};
