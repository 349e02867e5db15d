import { expect, it } from '@jest/globals';
import { decodeActivity } from '../../../libs/activity/decode.js';
import { simulate } from '../simulate.js';
import { activityOf } from './activity-of.js';

it('reads a semester as the product reads its bytes', () => {
  const { events } = simulate({ students: 12, weeks: 1, seed: 5 });
  let count = 0;
  for (const event of events) {
    count += 1;
    const raw = Buffer.from(JSON.stringify(event));
    const read = activityOf(event, 'device', (text) => text);
    expect(read).toEqual(decodeActivity({ raw, mode: 'structured' }, 'device'));
  }
  expect(count).toBeGreaterThan(500);
});
