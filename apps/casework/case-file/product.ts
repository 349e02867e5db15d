import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** This build, by name and version. */
export const product = (): { readonly name: string; readonly version: string } => {
  const file = join(import.meta.dirname, '../../../../package.json');
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return { name: name ?? '', version: version ?? '' };
};
