import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the answer fits; throws with the last one when it never does. */
export const until = async <Answer>(
  ask: () => Promise<Answer>,
  fits: (answer: Answer) => boolean,
  timeoutMs = 60_000,
): Promise<Answer> => {
  for (const end = performance.now() + timeoutMs; ; await pause(100)) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > end) throw new Error(`still: ${JSON.stringify(answer)}`);
  }
};
