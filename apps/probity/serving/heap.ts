import { availableParallelism } from 'node:os';
import { constants, PerformanceObserver, type NodeGCPerformanceDetail } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

const MIB = 2 ** 20;
/**
 * What the heap may grow by between two full collections, about. V8's own choice under a burst is up to
 * four times what is alive: at 50,000 students some 300 MiB of garbage. A quarter of what is alive is
 * enough there; with a small heap it had a full collection every 1.6 s, and commands waited behind it.
 */
const ROOM = 64 * MIB;
const LEAST_PERCENT = 25;
const MOST_PERCENT = 100;

/** In percent of what is alive, bytes. */
export const growthOf = (alive: number): number =>
  Math.round(Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, (100 * ROOM) / alive)));

/**
 * Threads that V8 marks with beside the first one: half the processors, at least one. By itself it takes as
 * many as its pool has, four, and on two processors they kept the first thread from running for tens
 * of milliseconds with each full collection.
 */
export const markersFor = (processors: number): number => Math.max(1, Math.floor(processors / 2));

const keepTo = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);

/**
 * For a process that serves. To be called before anything large is loaded; other threads follow. V8
 * reads the flag at the end of each full collection, so that the next one goes by the last one's heap.
 */
export const keepHeapTight = (): void => {
  setFlagsFromString(`--concurrent-marking-max-worker-num=${markersFor(availableParallelism())}`);
  keepTo(growthOf(getHeapStatistics().used_heap_size));
  const observer = new PerformanceObserver((list) => {
    const full = list
      .getEntries()
      .some((entry) => kindOf(entry) === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (full) keepTo(growthOf(getHeapStatistics().used_heap_size));
  });
  observer.observe({ type: 'gc' });
};

const kindOf = (entry: object): number | undefined =>
  (entry as { readonly detail?: NodeGCPerformanceDetail }).detail?.kind;
