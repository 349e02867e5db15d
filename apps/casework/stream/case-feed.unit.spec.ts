import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MemoryCheckpoints } from '../../../libs/adapters/memory/memory-checkpoints.js';
import { MemoryDeadLetters } from '../../../libs/adapters/memory/memory-dead-letters.js';
import { MemoryEventStore } from '../../../libs/adapters/memory/memory-event-store.js';
import { caseStream } from '../../../libs/cases/events.js';
import { caseAt } from '../../../libs/cases/testing/stops.js';
import { SoleOwnership } from '../../../libs/event-sourcing/ownership.js';
import { Courtesy } from '../../../libs/platform/courtesy.js';
import { Readiness } from '../../../libs/platform/health/readiness.js';
import { createLog } from '../../../libs/platform/logging.js';
import { systemClock } from '../../../libs/platform/system-clock.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { CaseFeed } from './case-feed.js';
import { until } from './testing/listener.js';

const metadata = { at: '2026-03-02T01:00:00Z', actor: { role: 'system', person: 'spec' } };

describe('the feed of cases', () => {
  let feed: CaseFeed;
  const opened = async (store: MemoryEventStore) => {
    const ports = new ReaderPorts(
      store,
      new MemoryCheckpoints(),
      new MemoryDeadLetters(),
      systemClock,
      createLog('silent'),
      (_, count) => new SoleOwnership(count),
      new Courtesy(),
      new Readiness(),
    );
    feed = new CaseFeed(ports);
    await feed.onApplicationBootstrap();
    return feed;
  };
  const append = (store: MemoryEventStore, id: string) =>
    store.append(
      caseStream(id),
      'any',
      caseAt('triage').events.map((event) => ({ id: randomUUID(), ...event, metadata })),
    );
  afterEach(() => feed.beforeApplicationShutdown());

  it('given many streams, when a case changes, then the store is read once for all of them', async () => {
    const store = new MemoryEventStore();
    const { after, listen } = await opened(store);
    const heard = jest.fn();
    const ends = Array.from({ length: 50 }, () => listen.call(feed, heard));
    const reads = jest.spyOn(store, 'readStream');
    await append(store, 'a');
    await until(() => heard.mock.calls.length >= 50);
    const pages = await Promise.all(ends.map(() => after.call(feed, 0)));
    expect(new Set(pages.map(({ changes }) => changes.length))).toEqual(
      new Set([caseAt('triage').events.length]),
    );
    expect(reads).toHaveBeenCalledTimes(1);
    for (const end of ends) end();
  });

  it('given nobody who listens, when a case changes, then no case is read; who comes back later reads it from the store', async () => {
    const store = new MemoryEventStore();
    await opened(store);
    const reads = jest.spyOn(store, 'readStream');
    await append(store, 'a');
    await until(() => !feed.keeps(0));
    expect(reads).not.toHaveBeenCalled();
    const { changes } = await feed.after(0);
    expect(changes.map(({ version, then }) => `${String(version)} ${then.status}`).at(-1)).toBe(
      `${String(caseAt('triage').events.length)} triage`,
    );
    expect(changes.every(({ now }) => now.status === 'triage')).toBe(true);
  });
});
