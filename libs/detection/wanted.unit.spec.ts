import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { event, MONDAY_8 } from './detectors/testing/given.js';
import { DETECTORS } from './registry.js';
import { ofList } from './shared-list.js';
import { UNLISTED, wantedOf } from './wanted.js';

const HEARTBEAT = 'probity.video.heartbeat.v1';
const LOGIN = 'probity.session.started.v1';
const types = [HEARTBEAT, LOGIN, 'probity.video.paused.v1', 'vendor.made.up', 'other.vendor.thing'];
const listed = types.filter((type) => type.startsWith('probity.'));
const of = (type: string) => ({ ...event('x', { at: MONDAY_8 }), type });

describe('the events of a window that a detector wants', () => {
  it('given any events and wishes, then they are what a filter over the types leaves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...types).map(of)),
        fc.array(fc.subarray([...listed, UNLISTED]), { maxLength: 5 }),
        (events, wishes) => {
          for (const wish of wishes)
            expect(wantedOf(wish, events)).toEqual(
              events.filter(
                ({ type }) =>
                  wish.includes(type) || (!listed.includes(type) && wish.includes(UNLISTED)),
              ),
            );
        },
      ),
    );
  });

  it('given wishes that differ in what the window lacks, then both are handed one list', () => {
    const events = [of(HEARTBEAT), of(LOGIN), of(HEARTBEAT)];
    const [one, other] = [[HEARTBEAT], [HEARTBEAT, 'probity.video.paused.v1']];
    expect(wantedOf(one, events)).toHaveLength(2);
    expect(wantedOf(other, events)).toBe(wantedOf(one, events));
    expect(wantedOf([HEARTBEAT, LOGIN], events)).toBe(events);
  });

  it('given a window of types that nobody lists, then only judges of presence get it', () => {
    const events = [of('vendor.made.up'), of('other.vendor.thing')];
    const judges = DETECTORS.filter(({ types: own }) => wantedOf(own, events).length > 0);
    expect(judges.map(({ name }) => name)).toContain('non-participation');
    for (const { types: own } of judges) expect(own).toContain(UNLISTED);
  });
});

describe('what is worked out of a list', () => {
  it('given the same list and the same limits, then it is worked out once', () => {
    let asked = 0;
    const longerThan = ofList((items: readonly string[], least: number) => {
      asked += 1;
      return items.filter((item) => item.length > least);
    });
    const items = ['a', 'bbb', 'cc'];
    expect([longerThan(items, 1), longerThan(items, 2)]).toEqual([['bbb', 'cc'], ['bbb']]);
    expect(longerThan(items, 1)).toBe(longerThan(items, 1));
    expect(asked).toBe(2);
    expect(longerThan([...items], 1)).toEqual(['bbb', 'cc']);
    expect(asked).toBe(3);
  });
});
