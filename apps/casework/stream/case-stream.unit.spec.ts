import { describe, expect, it, jest } from '@jest/globals';
import { Listeners } from '../../../libs/event-sourcing/listeners.js';
import type { CaseChange } from './case-change.js';
import { CaseStream, type Changes } from './case-stream.js';
import { RecentChanges } from './recent-changes.js';

const STANDING = {
  ...{ family: 'violation', status: 'flagged', student: 's', college: 'CS', noticed: false },
  ...{ people: [], escalated: [] },
};
const change = (position: number): CaseChange => ({
  ...{ position, case: 'a', version: position, type: 'CaseFlagged', at: '2026-03-02T01:00:00Z' },
  ...{ then: STANDING, now: STANDING },
});
const upTo = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => change(from + at + 1));

/** A feed of which a spec says what comes, and sees what was asked. */
class Feed implements Changes {
  readonly recent = new RecentChanges(0, 100);
  readonly news = new Listeners();
  asked = 0;

  add(count: number): void {
    const { to } = this.recent;
    this.recent.add(upTo(to, to + count), to + count);
    this.news.announce();
  }
  async after(position: number) {
    this.asked += 1;
    const page = this.recent.after(position, 50);
    return page ?? { changes: upTo(position, position + 50), next: position + 50 };
  }
  listen(listener: () => void) {
    return this.news.add(listener);
  }
  keeps(position: number) {
    return position >= this.recent.from;
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const textOf = (stream: CaseStream): string => String(stream.read() ?? '');
const told = ({ position }: CaseChange) => ({ position, words: 'x'.repeat(200) });

describe('a stream of cases', () => {
  it('given changes that are told to nobody here, then the id goes on with the heartbeat', async () => {
    const feed = new Feed();
    const stream = new CaseStream(feed, 0, () => undefined, 30);
    stream.on('data', () => undefined);
    const lines: string[] = [];
    stream.on('data', (line) => lines.push(String(line)));
    feed.add(3);
    await settled();
    await settled();
    stream.destroy();
    const id = Buffer.from('3').toString('base64url');
    expect(lines.join('')).toContain(`: heartbeat\nid: ${id}\n\n`);
    expect(lines.join('')).not.toContain('event: case');
  });

  it('given a reader that does not read, then no more is asked than there is room for, and it is stuck once the feed has gone on', async () => {
    const feed = new Feed();
    const stream = new CaseStream(feed, 0, told);
    textOf(stream);
    await settled();
    expect(feed.asked).toBe(1);
    for (let times = 0; times < 9; times += 1) feed.add(10);
    await settled();
    expect(stream.isStuck(performance.now())).toBe(false);
    feed.add(80);
    await settled();
    expect(stream.readableLength).toBeLessThan(17 * 1024);
    expect(feed.asked).toBeLessThan(8);
    expect(stream.isStuck(performance.now())).toBe(true);
    stream.destroy();
  });

  it('given one that catches up and is slow, then it is stuck only when it stands still', async () => {
    const feed = new Feed();
    feed.add(500);
    const stream = new CaseStream(feed, 0, told);
    textOf(stream);
    await settled();
    expect(stream.isStuck(performance.now())).toBe(false);
    expect(stream.isStuck(performance.now() + 31_000)).toBe(true);
    stream.resume();
    await settled();
    expect(feed.asked).toBeGreaterThan(10);
    expect(stream.isStuck(performance.now() + 31_000)).toBe(false);
    stream.destroy();
  });

  it('given its end, by the client or by the house, then it hears the feed no longer', async () => {
    const feed = new Feed();
    const ended = jest.fn();
    const [cut, left] = [new CaseStream(feed, 0, told), new CaseStream(feed, 0, told)];
    left.once('end', ended);
    for (const stream of [cut, left]) stream.resume();
    await settled();
    cut.destroy();
    left.leave();
    await settled();
    expect(ended).toHaveBeenCalledTimes(1);
    const { asked } = feed;
    feed.add(1);
    await settled();
    expect(feed.asked).toBe(asked);
  });

  it('given a feed that fails, then the stream is cut off', async () => {
    const feed = new Feed();
    feed.after = () => Promise.reject(new Error('the store is away'));
    const stream = new CaseStream(feed, 0, told);
    const failed = jest.fn();
    stream.once('error', failed);
    stream.resume();
    await settled();
    expect(failed).toHaveBeenCalledTimes(1);
    expect(stream.destroyed).toBe(true);
  });
});
