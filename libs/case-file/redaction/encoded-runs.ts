import type { Reading } from './reading.js';
import { textsOf, type Budget } from './text-in-bytes.js';

/** Letters of base64, base64url or hex; mail breaks them into lines. */
const RUN = /[A-Za-z0-9+/_-]{8,}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]+)*={0,2}/g;
/** A line of a run, and what stands between slashes and hyphens of an address. */
const PARTS = [/\S{8,}/g, /[^\s/]{8,}/g, /[A-Za-z0-9+]{8,}={0,2}/g];
const HEX = /^(?:0x)?((?:[0-9a-f]{2}){6,})$/i;

/** What runs of such letters hold, if it is text. A name in one takes the whole run with it. */
export function* encodedRuns({ text, spanOf }: Reading, budget: Budget): Iterable<Reading> {
  for (const { 0: run, index } of text.matchAll(RUN))
    for (const [from, part] of partsOf(run)) {
      const span = spanOf([index + from, index + from + part.length]);
      for (const decoded of textsIn(part, budget))
        yield { text: decoded, spanOf: () => span, inRun: true };
    }
}

/** The whole and its parts, with where they begin, each once. */
const partsOf = (run: string): Iterable<readonly [number, string]> => {
  if (!/[\s/_-]/.test(run)) return [[0, run]];
  const parts = PARTS.flatMap((part) => [...run.matchAll(part)]);
  return new Map([
    [`0 ${String(run.length)}`, [0, run] as const],
    ...parts.map(
      ({ index, 0: part }) => [`${String(index)} ${String(part.length)}`, [index, part]] as const,
    ),
  ]).values();
};

function* textsIn(part: string, budget: Budget): Iterable<string> {
  const solid = part.replaceAll(/\s/g, '');
  yield* textsOf(Buffer.from(solid, 'base64'), budget);
  const [, hex] = HEX.exec(solid) ?? [];
  if (hex !== undefined) yield* textsOf(Buffer.from(hex, 'hex'), budget);
}
