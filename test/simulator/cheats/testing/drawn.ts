import type { Happening } from '../../event.js';
import { Random } from '../../random.js';
import { makeWorld, type World } from '../../world/world.js';
import { caseKey, type LabelledCase } from '../label.js';
import { Pool } from '../pool.js';
import type { Family, Scheme } from '../scheme.js';

export const WORLDS: readonly World[] = [1, 2, 3].map((seed) =>
  makeWorld({ students: 200, weeks: 6 }, new Random(seed)),
);

export interface Drawn {
  readonly world: World;
  readonly scheme: Scheme;
  readonly all: readonly Happening[];
  /** The wrong events of a case. */
  readonly of: (label: LabelledCase) => readonly Happening[];
}

/** Some schemes of one family in each of three worlds; fails where nobody can be found. */
export function drawnBy(families: readonly Family[], name: string): readonly Drawn[] {
  const family = families.find((one) => one.name === name);
  const drawn = WORLDS.flatMap((world) => {
    const pool = new Pool(world);
    return [1, 2, 3, 4, 5].flatMap((n): Drawn[] => {
      const scheme = family?.draw({ world, pool, random: world.random.fork('spec', name, n) });
      if (!scheme) return [];
      const all = scheme.acts.flatMap((act) => [...act.happen()]).sort((a, b) => a.at - b.at);
      const of = (label: LabelledCase): readonly Happening[] =>
        all.filter(({ wrong }) => [wrong ?? []].flat().includes(caseKey(label)));
      return [{ world, scheme, all, of }];
    });
  });
  if (drawn.length < 2) throw new Error(`nobody to cheat by ${name}`);
  return drawn;
}

export const clientOf = ({ data }: Happening) =>
  (data['client'] ?? {}) as {
    ip?: string;
    userAgent?: string;
    deviceId?: string;
    geo?: { lat: number; lon: number };
  };

export const textOf = ({ data }: Happening, member: string): string => String(data[member]);
export const numberOf = ({ data }: Happening, member: string): number => Number(data[member]);

export const gapsOf = (all: readonly Happening[]): number[] =>
  all.slice(1).map(({ at }, n) => at - (all[n]?.at ?? at));

export const distinct = <T>(items: readonly T[]): number => new Set(items).size;
