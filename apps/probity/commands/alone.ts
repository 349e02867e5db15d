import { setTimeout as sleep } from 'node:timers/promises';
import type { Ownership } from '../../../libs/event-sourcing/ownership.js';

/** A process that has just ended may still hold its share for a moment. */
const PATIENCE_MS = 5_000;

/** Another process does this work; two at once would spoil it. */
export class InOtherHands extends Error {
  override readonly name = 'InOtherHands';

  constructor(work: string) {
    super(`another process has ${work} in hand; stop that service first`);
  }
}

/** Takes a work in hand as a whole, until `stop` of its ownership; rejects with `InOtherHands`. */
export const takeAlone = async (work: string, ownership: Ownership): Promise<void> => {
  const taken = new Promise<true>((resolve, reject) => {
    ownership
      .start(async (shares) => {
        if (shares.length === ownership.count) resolve(true);
      })
      .catch(reject);
  });
  if (await Promise.race([taken, sleep(PATIENCE_MS, false, { ref: false })])) return;
  await ownership.stop();
  throw new InOtherHands(work);
};
