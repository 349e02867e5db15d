import type { Baseline } from './baseline.js';
import { VENDOR_RECORD } from './names.js';

/** The one window of what is not a week's but holds from whenever it was said. */
export const STANDING = 'standing';

/**
 * What became of a vendor's accusations before people: accusations upheld, of all that were judged.
 * No event of a vendor adds to it. It follows from people's decisions (runner/vendor-record.ts), of which there is one record at any time: not a week's, but the whole of it.
 */
export const vendorRecord: Baseline<never> = {
  name: VENDOR_RECORD,
  wants: () => false,
  keyOf: () => undefined,
  fold: (sum) => sum as never,
  publish: () => ({ n: 0, values: {} }),
  window: STANDING,
  question: (source) => source,
};
