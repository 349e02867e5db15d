import { known } from '../reading.js';

/** Groups of students connected by pairs, each sorted, in order of their first member. */
export function componentsOf(
  pairs: readonly { readonly a: number; readonly b: number }[],
): number[][] {
  const parents = new Map<number, number>();
  const rootOf = (one: number): number => {
    let root = one;
    while ((parents.get(root) ?? root) !== root) root = known(parents.get(root));
    return root;
  };
  for (const { a, b } of pairs) {
    const [low, high] = [rootOf(a), rootOf(b)].sort((one, other) => one - other);
    parents.set(known(low), known(low));
    parents.set(known(high), known(low));
    parents.set(a, known(low));
    parents.set(b, known(low));
  }
  const groups = new Map<number, number[]>();
  for (const one of [...parents.keys()].sort((x, y) => x - y))
    groups.set(rootOf(one), [...(groups.get(rootOf(one)) ?? []), one]);
  return [...groups.values()];
}
