import { describe, expect, it } from '@jest/globals';
import { GroupQueue } from './group-queue.js';

const LIMIT = { items: 3, weight: 10 };

/** A queue whose groups end when they are told to. */
const queue = () => {
  const groups: { items: readonly string[]; end: (error?: Error) => void }[] = [];
  const own = new GroupQueue<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        const outcomes = items.map((item) => (item === 'bad' ? new Error('bad') : `${item} done`));
        groups.push({ items, end: (error) => (error ? reject(error) : resolve(outcomes)) });
      }),
    LIMIT,
  );
  const started = async (count: number) => {
    while (groups.length < count) await new Promise(setImmediate);
    return groups[count - 1] as (typeof groups)[number];
  };
  return { own, groups, started };
};

describe('what one commit takes together', () => {
  it('given a group under way, when more comes in, then it waits and goes in groups that fit', async () => {
    const { own, groups, started } = queue();
    const first = own.add('a', 1);
    await started(1);
    const later = ['b', 'c', 'heavy', 'd'].map((item) => own.add(item, item === 'heavy' ? 9 : 1));
    for (let at = 1; at <= 3; at += 1) (await started(at)).end();
    await own.drained();
    expect(groups.map(({ items }) => items)).toEqual([['a'], ['b', 'c'], ['heavy', 'd']]);
    expect(await Promise.all([first, ...later])).toContain('heavy done');
  });

  it('given one bad item, when its group is done, then it alone is rejected', async () => {
    const { own, started } = queue();
    const outcomes = Promise.allSettled(['a', 'bad', 'c'].map((item) => own.add(item, 1)));
    (await started(1)).end();
    expect((await outcomes).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('given a server that is away, when a group has waited for it, then who stands behind need not wait again', async () => {
    const { own, groups, started } = queue();
    const first = own.add('a', 1);
    await started(1);
    const behind = own.add('b', 1);
    const away = Object.assign(new Error('away'), { storeUnavailable: true });
    groups[0]?.end(away);
    const outcomes = await Promise.allSettled([first, behind]);
    expect(outcomes).toEqual([
      { status: 'rejected', reason: away },
      { status: 'rejected', reason: away },
    ]);
    const next = own.add('c', 1);
    (await started(2)).end();
    expect(await next).toBe('c done');
  });

  it('given a group that fails otherwise, when more waits, then that has its own turn', async () => {
    const { own, groups, started } = queue();
    const first = own.add('a', 1);
    await started(1);
    const behind = own.add('b', 1);
    groups[0]?.end(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    (await started(2)).end();
    expect(await behind).toBe('b done');
  });
});
