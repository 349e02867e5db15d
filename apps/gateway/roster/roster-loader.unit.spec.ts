import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryDeadLetters } from '../../../libs/adapters/memory/memory-dead-letters.js';
import { MemoryEventStore } from '../../../libs/adapters/memory/memory-event-store.js';
import { MemoryVault } from '../../../libs/adapters/memory/memory-vault.js';
import { FixedClock } from '../../../libs/event-sourcing/clock.js';
import type { NewVaultEntry } from '../../../libs/event-sourcing/vault.js';
import { RosterLoader } from '../../../libs/roster/roster-loader.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { RosterChange } from '../../../libs/roster/roster-view.js';

const actor = { role: 'registrar', person: 'reg' };
const mapped = (id: string, account: string) => ({
  id,
  accounts: [{ source: 'chaoxing', account, from: null, to: null }],
});

describe('loading the roster', () => {
  const store = () => new MemoryEventStore();
  const readers: RosterReader[] = [];
  let drawn = 0;
  let eventIds = 0;

  /** A process of its own on the same log and vault. */
  const started = async (log: MemoryEventStore, vault: MemoryVault) => {
    const clock = new FixedClock(Date.UTC(2026, 1, 20));
    const reader = new RosterReader({
      store: log,
      vault,
      deadLetters: new MemoryDeadLetters(),
      clock,
      delay: (ms, signal) => sleep(ms, undefined, { signal }),
    });
    readers.push(reader);
    await reader.start();
    const loader = new RosterLoader({
      store: log,
      vault,
      reader,
      clock,
      drawSubject: () => `subject-${(drawn += 1)}`,
      newId: () => `event-${(eventIds += 1)}`,
    });
    return { reader, loader };
  };
  afterEach(() => Promise.all(readers.splice(0).map((reader) => reader.stop())));

  it('given two processes and one new student, then one subject wins and no name is left over', async () => {
    const log = store();
    const owners = new Set<string>();
    class WatchedVault extends MemoryVault {
      override put(entries: readonly NewVaultEntry[]) {
        for (const { owner } of entries) owners.add(owner);
        return super.put(entries);
      }
    }
    const vault = new WatchedVault();
    const [one, two] = [await started(log, vault), await started(log, vault)];
    await Promise.all([
      one.loader.load({ students: [{ id: 'A', name: '张伟' }] }, actor),
      two.loader.load({ students: [{ id: 'A', college: 'CS' }] }, actor),
    ]);
    await Promise.all([one.reader.caughtUp(), two.reader.caughtUp()]);
    const subject = one.reader.view.subjectOf('A') ?? '';
    expect(two.reader.view.subjectOf('A')).toBe(subject);
    expect(one.reader.view.student(subject)).toMatchObject({ name: '张伟', college: 'CS' });
    const [loser] = [...owners].filter((owner) => owner !== subject);
    expect(owners.size).toBe(2);
    expect(await vault.erase(loser ?? '')).toBe(0);
  });

  it('given a reader that was away, then it learns what changed behind its place', async () => {
    const log = store();
    const { reader, loader } = await started(log, new MemoryVault());
    await loader.load({ students: [mapped('A', 'x'), mapped('B', 'y')] }, actor);
    const place = await log.head();
    const live: RosterChange[] = [];
    reader.onChange((changes) => live.push(...changes));
    await loader.load({ students: [mapped('B', 'x')] }, actor);
    const subjects = ['A', 'B'].map((number) => reader.view.subjectOf(number)).sort();
    expect(live).toContainEqual({ kind: 'account', source: 'chaoxing', account: 'x', subjects });
    expect(await reader.changesAfter(place)).toEqual(live);
    expect(await reader.changesAfter(await log.head())).toEqual([]);
  });

  it('given an erased student, then the log folds on without number, name and accounts', async () => {
    const [log, vault] = [store(), new MemoryVault()];
    const first = await started(log, vault);
    await first.loader.load({ students: [{ ...mapped('A', 'x'), name: '张伟' }] }, actor);
    const subject = first.reader.view.subjectOf('A') ?? '';
    await vault.erase(subject);
    const { view } = (await started(log, vault)).reader;
    expect(view.subjectOf('A')).toBeUndefined();
    expect(view.student(subject)).toMatchObject({ subject, name: undefined, accounts: [] });
    expect(view.ownerOf('chaoxing', 'x', 0).kind).toBe('unknown');
  });
});
