import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Random } from '../simulator/random.js';
import { simulate } from '../simulator/simulate.js';
import { loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { standingOf, type Standing } from '../support/standing.js';

// Many starts and a semester each: on a busy machine more than the usual minute.
jest.setTimeout(180_000);

const { roster, events: drawn } = simulate({ students: 60, weeks: 2, seed: 7 });
const events = [...drawn];

describe('the same events and roster in another order', () => {
  let server: TestServer;
  let inOrder: Standing;

  beforeAll(async () => {
    server = await startServer();
    await loadRoster(server.api, roster);
    await sendAll(server.api, events);
    await server.idle();
    inOrder = await standingOf(server.api);
    await server.stop();
  });
  afterAll(async () => {
    await server.stop();
  });

  it('given the semester in order, then there is something to compare', () => {
    const violations = new Set(inOrder.flags.map((flag) => (JSON.parse(flag) as string[])[2]));
    expect([...violations].sort()).toEqual(
      expect.arrayContaining(['course_brushing', 'proxy_attendance']),
    );
    expect(inOrder.signals.length).toBeGreaterThanOrEqual(inOrder.flags.length);
  });

  it('given them shuffled, doubled, in odd batches and the roster last, then the same signals and flags stand', async () => {
    const random = new Random(20260302);
    const twice = events.filter(() => random.chance(0.1));
    const shuffled = shuffle([...events, ...twice], random);
    server = await startServer();
    const sent = await sendAll(server.api, shuffled, () => random.int(1, 400));
    const distinct = new Set(events.map(({ source, id }) => `${source} ${id}`)).size;
    expect(sent).toEqual({ accepted: distinct, duplicates: shuffled.length - distinct });
    await server.idle();
    expect(await standingOf(server.api)).toEqual({ signals: [], flags: [] });
    await loadRoster(server.api, roster);
    await server.idle();
    expect(await standingOf(server.api)).toEqual(inOrder);
  });

  it('given the roster in between, then the same', async () => {
    await server.stop();
    const random = new Random(9);
    const shuffled = shuffle(events, random);
    server = await startServer();
    const half = Math.floor(shuffled.length / 2);
    await sendAll(server.api, shuffled.slice(0, half), () => random.int(200, 900));
    await loadRoster(server.api, roster);
    await sendAll(server.api, shuffled.slice(half), () => random.int(200, 900));
    await server.idle();
    expect(await standingOf(server.api)).toEqual(inOrder);
  });
});

/** Fisher–Yates on a copy. */
const shuffle = <T>(items: readonly T[], random: Random): T[] => {
  const copy = [...items];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = random.int(0, at);
    [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
  }
  return copy;
};
