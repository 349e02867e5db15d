import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimulationOptions } from '../simulate.js';
import type { SeedResult } from './seed-result.js';

interface Saved {
  readonly build: string;
  readonly result: SeedResult;
}

const NAME = /^seed-\d+-\d+x\d+\.json$/;

/** A folder of judged seeds, one file each: a run that was cut short goes on from there. */
export class ResultsFolder {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** The seed's result, unless it was judged by another build of detection or simulator. */
  find(options: SimulationOptions): SeedResult | undefined {
    const path = this.pathOf(options);
    if (!existsSync(path)) return undefined;
    const { build, result } = read(path);
    return build === buildOf() ? result : undefined;
  }

  save(result: SeedResult): void {
    const path = this.pathOf(result.options);
    const saved: Saved = { build: buildOf(), result };
    writeFileSync(`${path}.part`, JSON.stringify(saved));
    renameSync(`${path}.part`, path);
  }

  /** Every result of the folder; `builds` says how many different builds judged them. */
  all(): { readonly results: readonly SeedResult[]; readonly builds: number } {
    const saved = readdirSync(this.folder)
      .filter((name) => NAME.test(name))
      .map((name) => read(join(this.folder, name)));
    const results = saved
      .map(({ result }) => result)
      .sort((a, b) => a.options.seed - b.options.seed);
    return { results, builds: new Set(saved.map(({ build }) => build)).size };
  }

  private pathOf({ seed, students, weeks }: SimulationOptions): string {
    return join(this.folder, `seed-${String(seed)}-${String(students)}x${String(weeks)}.json`);
  }
}

const read = (path: string): Saved => JSON.parse(readFileSync(path, 'utf8')) as Saved;

let known: string | undefined;

/** A digest of the code that draws and judges, as compiled. */
export const buildOf = (): string => {
  if (known !== undefined) return known;
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
  const hash = createHash('sha256');
  for (const part of ['libs/detection', 'libs/roster', 'libs/activity', 'test/simulator'])
    for (const name of readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).sort())
      if (name.endsWith('.js') && !name.endsWith('.spec.js'))
        hash.update(`${name}\n`).update(readFileSync(join(root, part, name)));
  known = hash.digest('hex').slice(0, 16);
  return known;
};
