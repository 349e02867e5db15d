import { describe, expect } from '@jest/globals';
import { START, systemActor, type RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { onFresh, type Gap, type Open } from '../../event-sourcing/testing/fixture.js';
import { signalStream, type Signal, type SignalEvent } from '../signal.js';
import type { SignalIndex } from '../signal-index.js';
import { eventKey } from '../signal-links.js';

const signal = (id: string, change: Partial<Signal> = {}): Signal => ({
  id,
  anchor: 'term',
  subject: 's1',
  offering: '数学',
  llr: 3,
  events: [{ source: 'lms', id: `e-${id}` }],
  numbers: [{ name: 'days', value: 2, threshold: 1, unit: 'days' }],
  reason: { zh: '理由', en: 'reason' },
  innocent: [],
  firstAt: 1,
  lastAt: 10,
  baselines: [],
  detector: 'busy-day',
  detectorVersion: '1',
  policyVersion: 'p',
  violation: 'course_brushing',
  group: 'busy',
  key: 'student+offering:s1|数学',
  state: 'raised',
  revision: 1,
  score: 0.5,
  ...change,
});

const revised = (former: Signal, change: Partial<Signal>): Signal => ({
  ...former,
  state: 'revised',
  revision: former.revision + 1,
  ...change,
});

/** Events of the log from a position on, as the store gives them back. */
const recorded = (
  from: number,
  ...events: readonly SignalEvent[]
): readonly RecordedEvent<SignalEvent>[] =>
  events.map((event, at) => ({
    ...event,
    id: `event-${from + at}`,
    stream: signalStream(event.data.subject, event.data.offering),
    version: from + at,
    position: from + at,
    salt: '',
    metadata: { at: '2026-03-02T00:00:00Z', actor: systemActor('detection') },
  }));

const raise = (data: Signal): SignalEvent => ({ type: 'SignalRaised', data });
const revise = (data: Signal): SignalEvent => ({ type: 'SignalRevised', data });
const withdraw = ({ id, subject, offering, violation, revision }: Signal): SignalEvent => ({
  type: 'SignalWithdrawn',
  data: { id, subject, offering, violation, revision: revision + 1, reason: 'events' },
});

const A = signal('a');
const B = signal('b', {
  ...{ subject: 's2', offering: 'CS', key: 'device:d', violation: 'proxy_attendance' },
  ...{ detector: 'one-device', lastAt: 30, score: 0.9 },
});
const C = signal('c', { lastAt: 10, score: 0.2, key: 'student:s1' });

const put = async (index: SignalIndex, ...signals: readonly Signal[]): Promise<void> => {
  const from = await index.position();
  await index.apply(recorded(from + 1, ...signals.map(raise)), from + signals.length);
};

const ids = (signals: readonly Pick<Signal, 'id'>[]): readonly string[] =>
  signals.map(({ id }) => id);

/** Every promise of the `SignalIndex` port. */
export const signalIndexContract = (
  name: string,
  open: Open<SignalIndex>,
  gaps: readonly Gap[] = [],
): void => {
  const given = onFresh(open, gaps);

  describe(`signal index: ${name}`, () => {
    given('starts at the start, and moves even where no event was its own', async (index) => {
      expect(await index.position()).toBe(START);
      await index.apply([], 12);
      expect(await index.position()).toBe(12);
      await index.apply([], 3);
      expect(await index.position()).toBe(12);
    });

    given('holds a signal as its last event leaves it', async (index) => {
      const next = revised(A, { llr: 5, score: 0.8 });
      await index.apply(recorded(1, raise(A), revise(next)), 2);
      expect(await index.get('a')).toEqual(next);
      await index.apply(recorded(3, withdraw(next)), 3);
      expect(await index.get('a')).toEqual({ ...next, state: 'withdrawn', revision: 3 });
      expect(await index.get('nothing')).toBeUndefined();
    });

    given('an event seen before changes nothing', async (index) => {
      const next = revised(A, { llr: 5 });
      const events = recorded(1, raise(A), revise(next));
      await index.apply(events, 2);
      await index.apply(events.slice(0, 1), 2);
      expect(await index.get('a')).toEqual(next);
    });

    given('lists newest first, equal instants by id, page by page', async (index) => {
      await put(index, C, A, B);
      expect(ids(await index.list({ limit: 9 }))).toEqual(['b', 'a', 'c']);
      expect(ids(await index.list({ limit: 2 }))).toEqual(['b', 'a']);
      const after = { lastAt: A.lastAt, id: 'a' };
      expect(ids(await index.list({ limit: 2, after }))).toEqual(['c']);
    });

    given('filters by every member of the query', async (index) => {
      const gone = signal('d', { score: 0.7 });
      await put(index, A, B, C, gone);
      await index.apply(recorded(5, withdraw(gone)), 5);
      const found = async (query: object) => ids(await index.list({ ...query, limit: 9 }));
      expect(await found({ subject: 's2' })).toEqual(['b']);
      expect(await found({ offering: '数学' })).toEqual(['a', 'c', 'd']);
      expect(await found({ violation: 'proxy_attendance' })).toEqual(['b']);
      expect(await found({ detector: 'busy-day', state: 'raised' })).toEqual(['a', 'c']);
      expect(await found({ minScore: 0.5 })).toEqual(['b', 'a', 'd']);
      expect(await found({ state: 'withdrawn' })).toEqual(['d']);
      expect(await found({ offerings: ['CS', 'other'] })).toEqual(['b']);
      expect(await found({ offerings: [] })).toEqual([]);
    });

    given('finds the signals of keys and of owners, withdrawn ones too', async (index) => {
      await put(index, A, B, C);
      await index.apply(recorded(4, withdraw(C)), 4);
      expect(ids(await index.ofKeys([A, { detector: 'busy-day', key: B.key }]))).toEqual(['a']);
      expect([...ids(await index.ofOwners(['subject:s1']))].sort()).toEqual(['a', 'c']);
      expect(ids(await index.ofOwners(['device:d']))).toEqual(['b']);
    });

    given('owners are those with a signal that stands', async (index) => {
      await put(index, A, B);
      await index.apply(recorded(3, withdraw(B)), 3);
      expect(await index.owners()).toEqual(['subject:s1']);
    });

    given('knows the versions of the streams', async (index) => {
      await put(index, A, B, C);
      const [one, two] = [signalStream('s1', '数学'), signalStream('s2', 'CS')];
      expect(await index.versions([one, two, 'signal-x-y'])).toEqual(
        new Map([
          [one, 3],
          [two, 2],
        ]),
      );
    });

    given('links events to the signals that cite them, the heaviest first', async (index) => {
      const shared = { source: 'lms', id: 'e' };
      const [light, heavy] = [
        signal('x', { events: [shared, shared], score: 0.1 }),
        signal('y', { events: [shared] }),
      ];
      await put(index, light, heavy);
      const link = ({ id, detector, violation, score, state }: Signal) => ({
        ...{ id, detector, violation, score, state },
      });
      expect(await index.linksOf([shared, { source: 'lms', id: 'other' }])).toEqual(
        new Map([[eventKey(shared), [link(heavy), link(light)]]]),
      );
    });

    given('a revised signal cites what it cites now, a withdrawn one nothing', async (index) => {
      const [former] = A.events;
      const now = { source: 'lms', id: 'now' };
      const next = revised(A, { events: [now] });
      await index.apply(recorded(1, raise(A), revise(next)), 2);
      expect([...(await index.linksOf([former!, now])).keys()]).toEqual([eventKey(now)]);
      await index.apply(recorded(3, withdraw(next)), 3);
      expect((await index.linksOf([now])).size).toBe(0);
    });

    given(
      'given a restart, then signals and place are kept',
      async (index, fixture) => {
        await put(index, A, B);
        const again = await fixture.reopen();
        expect(await again.position()).toBe(2);
        expect(await again.get('a')).toEqual(A);
      },
      'survives a restart',
    );
  });
};
