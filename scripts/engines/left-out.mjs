import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const SUFFIX = '.engine.spec.js';

/** Specs in the build that need a real server. */
export const engineSpecs = (dist) =>
  readdirSync(dist, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(SUFFIX))
    .sort();

/** One sentence for the end of `npm test`. */
export const leftOut = (root) => {
  const specs = engineSpecs(join(root, 'dist')).map((file) =>
    relative('.', file).slice(0, -SUFFIX.length),
  );
  if (specs.length === 0) return undefined;
  return `left out for want of a server (npm run test:engines runs them): ${specs.join(', ')}`;
};
