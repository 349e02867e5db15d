import { describe, expect, it } from '@jest/globals';
import { Courtesy } from './courtesy.js';

describe('courtesy towards the intake', () => {
  it('given a quiet intake, when a reader asks for a turn, then it has it at once', async () => {
    const order: string[] = [];
    const turn = new Courtesy().turn().then(() => order.push('turn'));
    await Promise.resolve();
    await Promise.resolve();
    order.push('next');
    await turn;
    expect(order).toEqual(['turn', 'next']);
  });

  it('given an intake that is never quiet, when a reader asks, then its turn comes all the same', async () => {
    const courtesy = new Courtesy();
    let waiting = true;
    const busy = async (): Promise<number> => {
      let notes = 0;
      while (waiting) {
        courtesy.note();
        notes += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
      return notes;
    };
    const notes = busy();
    await Promise.resolve();
    await courtesy.turn();
    waiting = false;
    expect(await notes).toBeGreaterThan(1);
  });

  it('given a batch a moment ago, then the intake is not quiet; without one it always was', () => {
    const courtesy = new Courtesy();
    expect(courtesy.quietFor(60_000)).toBe(true);
    courtesy.note();
    expect(courtesy.quietFor(60_000)).toBe(false);
  });

  it('given records that nobody waits for, then the intake is not quiet, but readers have their turn', async () => {
    const courtesy = new Courtesy();
    courtesy.noteUnhurried();
    expect(courtesy.quietFor(60_000)).toBe(false);
    const order: string[] = [];
    const turn = courtesy.turn().then(() => order.push('turn'));
    await Promise.resolve();
    await Promise.resolve();
    order.push('next');
    await turn;
    expect(order).toEqual(['turn', 'next']);
  });
});
