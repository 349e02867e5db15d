import type { Measured } from '../../detector.js';
import { ofMeasures } from '../../shared-list.js';
import { groupBy, known } from '../reading.js';
import type { ClassAnswers } from './class-answers.js';
import { keyNames } from './effortless.js';
import { harvestersOf, SEEN, type Harvester } from './harvesters.js';
import type { KeyDay } from './key-day.js';
import { keyUsersOf, type KeyUser } from './key-users.js';
import { revealedClass, type RevealedClass } from './reveals.js';

/** One class of a course, who drew out keys in it, and who of it used a key, whoever drew it out. */
export interface Section {
  readonly offering: string;
  readonly revealed: RevealedClass;
  readonly harvesters: readonly Harvester[];
  readonly users: readonly KeyUser[];
}

type Known = Omit<Section, 'users'>;

/** Items that two papers have in common below which they are not one paper, and the share of keys alike. */
const FEWEST_COMMON = 4;
const KEYS_ALIKE = 0.75;

/**
 * The classes of a course, each judged by its own order, pace and abilities; but a key that is out in
 * one is out in all that write the same paper.
 */
export const sectionsOf = ofMeasures(sectionsIn);

function sectionsIn(days: readonly Measured<KeyDay>[], fewestStudents: number): readonly Section[] {
  const classes = [...groupBy(days, ({ measure }) => measure.offering)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([offering, own]): Known[] => {
      if (new Set(own.map(({ subject }) => subject)).size < fewestStudents) return [];
      const revealed = revealedClass(own);
      return revealed ? [{ offering, revealed, harvesters: harvestersOf(revealed) }] : [];
    });
  return classes.map((one) => {
    const others = classes.flatMap((other) => (other === one ? [] : seenFrom(one, other)));
    return { ...one, users: keyUsersOf(one.revealed, [...one.harvesters, ...others]) };
  });
}

/** Another class's harvesters, by what they saw of the papers that this one writes, too. */
function seenFrom({ revealed: ours }: Known, { revealed: theirs, harvesters }: Known): Harvester[] {
  if (harvesters.length === 0) return [];
  const columns = sameItems(ours, theirs);
  return harvesters.flatMap((harvester) => {
    const knownAt = (item: number): number | undefined => {
      const same = columns.get(item);
      return same === undefined ? undefined : harvester.knownAt(same);
    };
    const drawn = [...ours.sittings]
      .filter(([, own]) => {
        const seen = own.filter((i) => knownAt(i) !== undefined && isDrawn(harvester, i));
        return seen.length >= SEEN * own.length;
      })
      .map(([activity]) => activity);
    return drawn.length === 0
      ? []
      : [{ ...harvester, student: ELSEWHERE, drawn, knownAt, origin: harvester }];
  });

  function isDrawn({ drawn }: Harvester, item: number): boolean {
    const same = columns.get(item);
    return same !== undefined && drawn.includes(known(theirs.answers.items[same]).activity);
  }
}

/** No row of the class's table. */
const ELSEWHERE = -1;

/**
 * Our items and theirs that are the same question: by the item's name where it stands in one paper only,
 * else by the assessment's as well. A paper whose keys differ is another paper with the same numbers.
 */
function sameItems(ours: RevealedClass, theirs: RevealedClass): ReadonlyMap<number, number> {
  const [own, other] = [placesOf(ours.answers), placesOf(theirs.answers)];
  const [ownKeys, otherKeys] = [keyNames(ours.answers), keyNames(theirs.answers)];
  const same = new Map<number, number>();
  for (const items of ours.sittings.values()) {
    const pairs = items.flatMap((i): [number, number][] => {
      const { name } = known(ours.answers.items[i]);
      const [here, there] = [known(own.get(name)), other.get(name) ?? []];
      const one = here.length === 1 && there.length === 1 ? there[0] : undefined;
      const at = one ?? there.find((j) => paperOf(theirs, j) === paperOf(ours, i));
      return at === undefined ? [] : [[i, at]];
    });
    const told = pairs.filter(([i, j]) => ownKeys[i] !== undefined && otherKeys[j] !== undefined);
    const alike = told.filter(([i, j]) => ownKeys[i] === otherKeys[j]);
    if (pairs.length < FEWEST_COMMON || alike.length < KEYS_ALIKE * told.length) continue;
    for (const [i, j] of pairs) same.set(i, j);
  }
  return same;
}

const placesOf = ({ items }: ClassAnswers): ReadonlyMap<string, readonly number[]> =>
  groupBy(items.keys(), (i) => known(items[i]).name);

const paperOf = ({ answers }: RevealedClass, item: number): string =>
  known(answers.activities[known(answers.items[item]).activity]);
