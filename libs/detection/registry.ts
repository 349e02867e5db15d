import type { Detector } from './detector.js';

/** Every detector of the product, one line each: imported from detectors/<name>/<name>.detector.ts. */
export const DETECTORS: readonly Detector[] = [];

/** Detectors by name. Throws when two share one: the start stops and says which. */
export const registryOf = (detectors: readonly Detector[]): ReadonlyMap<string, Detector> => {
  const byName = new Map<string, Detector>();
  for (const detector of detectors) {
    if (byName.has(detector.name))
      throw new Error(`two detectors are called "${detector.name}"; a name must be unique`);
    byName.set(detector.name, detector);
  }
  return byName;
};
