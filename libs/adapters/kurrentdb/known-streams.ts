import type { ExpectedVersion } from '../../event-sourcing/event-store.js';

/** Ids of a stream's events with their versions; without holes from 1. */
export type KnownStream = Map<string, number>;

/** Ids kept in memory over all streams; beyond it the stream longest unused is forgotten. */
const MOST_IDS = 200_000;

/**
 * The ids of the streams that were written lately: the server recognises a repeat at the place where
 * it is expected, the port at any place of the stream.
 */
export class KnownStreams {
  private readonly streams = new Map<string, KnownStream>();
  private count = 0;

  /** As far as known; empty for a stream never looked at. */
  of(stream: string): KnownStream {
    const known = this.streams.get(stream) ?? new Map<string, number>();
    // Last used, last forgotten.
    this.streams.delete(stream);
    this.streams.set(stream, known);
    return known;
  }

  add(stream: string, id: string, version: number): void {
    const known = this.of(stream);
    if (version !== known.size + 1) return;
    known.set(id, version);
    this.count += 1;
    for (const [name, { size }] of this.streams) {
      if (this.count <= MOST_IDS || name === stream) break;
      this.streams.delete(name);
      this.count -= size;
    }
  }
}

/** The version of the append's last event where these very events stand together already. */
export const repeatedAt = (
  known: KnownStream,
  expected: ExpectedVersion,
  ids: readonly string[],
): number | undefined => {
  const first = known.get(ids[0] ?? '');
  if (first === undefined) return undefined;
  const wanted = expected === 'any' ? first : expected === 'none' ? 1 : expected + 1;
  if (first !== wanted) return undefined;
  return ids.every((id, at) => known.get(id) === first + at) ? first + ids.length - 1 : undefined;
};
