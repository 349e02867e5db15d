import { createHash } from 'node:crypto';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import { mapped } from '../disclosure/members.js';
import { folded, plainOf, type Folded } from './folded.js';
import type { HiddenNames } from './hidden-names.js';
import type { LocatedNames, Span } from './located-names.js';
import type { Reading } from './reading.js';
import { readingsOf } from './readings.js';
import { wordPattern } from './word-pattern.js';
import type { Word } from './word.js';

export interface Redacted {
  readonly text: string;
  /** Each marker that stands in the text, and how often. */
  readonly hides: readonly { readonly marker: string; readonly count: number }[];
}

/** Redacted texts by vault id; texts that name nobody hidden are absent. */
export type RedactedTexts = ReadonlyMap<string, Redacted>;

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly marker: string;
}

interface Search {
  readonly marker: string;
  readonly patterns: readonly RegExp[];
  readonly located: LocatedNames;
}

export const markerOf = (code: string): string => `【${code}】`;

/** Puts markers in the place of names in one text; `place` is the key of places recorded in it. */
export type Redactor = (text: string, place: string) => Redacted | undefined;

/** Undefined where nobody is hidden. */
export const redactorOf = ({ hidden, kept }: HiddenNames): Redactor | undefined => {
  const searches = hidden.map(({ code, words, located = new Map() }) => ({
    marker: markerOf(code),
    patterns: patternsOf(words),
    located,
  }));
  if (searches.length === 0) return undefined;
  const sought = searches.flatMap(({ patterns }) => patterns);
  const keeping = patternsOf(kept);
  return (text, place) => {
    const located = searches.some((search) => search.located.has(place));
    if (!located && !names(text, sought)) return undefined;
    const hits = hitsIn(text, place, searches, keeping);
    return hits.length === 0 ? undefined : replaced(text, hits);
  };
};

/** Puts markers in the place of hidden persons' names in every text of the vault's entries. */
export const redactedTexts = (
  vault: ReadonlyMap<string, VaultEntry>,
  names: HiddenNames,
): RedactedTexts => {
  const redact = redactorOf(names);
  return new Map(
    [...vault].flatMap(([id, entry]) => {
      const instead = isText(entry)
        ? redact?.(new TextDecoder().decode(entry.bytes), id)
        : undefined;
      return instead === undefined ? [] : [[id, instead] as const];
    }),
  );
};

/** Where any of the words stands in a text. */
export const spansOf = (text: string, words: readonly Word[]): readonly Span[] => {
  const patterns = patternsOf(words);
  return [...readingsHolding(text, patterns)].flatMap((reading) =>
    foundIn(folded(reading.text), patterns).map(reading.spanOf),
  );
};

/** The vault as the reader sees it: redacted texts in the place of those recorded. */
export const shownVault = (
  vault: ReadonlyMap<string, VaultEntry>,
  redacted: RedactedTexts,
): ReadonlyMap<string, VaultEntry> =>
  redacted.size === 0
    ? vault
    : new Map(
        [...vault].map(([id, entry]) => {
          const instead = redacted.get(id);
          return [id, instead ? { ...entry, bytes: bytesOf(instead) } : entry];
        }),
      );

/** A view in which texts stand as recorded, with the redacted ones instead; their hashes too. */
export const shownView = (
  view: unknown,
  vault: ReadonlyMap<string, VaultEntry>,
  redacted: RedactedTexts,
): unknown => {
  if (redacted.size === 0) return view;
  const instead = new Map<string, string>();
  for (const [id, one] of redacted) {
    const { bytes } = vault.get(id) ?? { bytes: bytesOf(one) };
    instead.set(new TextDecoder().decode(bytes), one.text);
    instead.set(sha256(bytes), sha256(bytesOf(one)));
  }
  return mapped(view, (value) =>
    typeof value === 'string' ? (instead.get(value) ?? value) : value,
  );
};

export const bytesOf = ({ text }: Pick<Redacted, 'text'>): Uint8Array =>
  new TextEncoder().encode(text);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isText = ({ mediaType }: VaultEntry): boolean => mediaType.startsWith('text/plain');

const patternsOf = (words: readonly Word[]): readonly RegExp[] =>
  words.flatMap((word) => wordPattern(word) ?? []);

/** A quick look at the whole, without places: most of thousands of vendors' events name nobody. */
const names = (text: string, patterns: readonly RegExp[]): boolean => {
  for (const _ of readingsHolding(text, patterns)) return true;
  return false;
};

function* readingsHolding(text: string, patterns: readonly RegExp[]): Iterable<Reading> {
  for (const reading of readingsOf(text)) {
    const plain = plainOf(reading.text);
    if (patterns.some((pattern) => plain.search(pattern) >= 0)) yield reading;
  }
}

const foundIn = ({ text, starts, ends }: Folded, patterns: readonly RegExp[]): readonly Span[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: word }): Span => [
      starts[index] ?? 0,
      ends[index + word.length - 1] ?? 0,
    ]),
  );

/** In order, none overlapping: a name within a kept one stays, names that overlap are one. */
const hitsIn = (
  text: string,
  place: string,
  searches: readonly Search[],
  keeping: readonly RegExp[],
): readonly Hit[] => {
  const sought = [...searches.flatMap(({ patterns }) => patterns), ...keeping];
  const readings = [...readingsHolding(text, sought)].map(({ text: read, spanOf, inRun }) => {
    const plain = folded(read);
    return { plain, spanOf, inRun, kept: foundIn(plain, keeping) };
  });
  // Who is kept within a run keeps not all of the run: its own reading alone knows.
  const kept = readings.flatMap((one) => (one.inRun ? [] : one.kept.map(one.spanOf)));
  const hits = searches.flatMap(({ marker, patterns, located }) => {
    const found = readings.flatMap((one) =>
      foundIn(one.plain, patterns).filter(outside(one.kept)).map(one.spanOf),
    );
    const all = [...found, ...(located.get(place) ?? [])];
    return all.filter(outside(kept)).map(([start, end]) => ({ start, end, marker }));
  });
  // The longest of those that begin at one place says who it is; sorting is stable.
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Hit[] = [];
  for (const hit of hits) {
    const last = merged.at(-1);
    if (last && hit.start < last.end)
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, hit.end) };
    else merged.push(hit);
  }
  return merged;
};

const outside =
  (kept: readonly Span[]) =>
  ([start, end]: Span): boolean =>
    !kept.some(([from, to]) => from <= start && end <= to);

const replaced = (text: string, hits: readonly Hit[]): Redacted => {
  const counts = new Map<string, number>();
  let out = '';
  let at = 0;
  for (const { start, end, marker } of hits) {
    out += text.slice(at, start) + marker;
    at = end;
    counts.set(marker, (counts.get(marker) ?? 0) + 1);
  }
  return {
    text: out + text.slice(at),
    hides: [...counts].map(([marker, count]) => ({ marker, count })),
  };
};
