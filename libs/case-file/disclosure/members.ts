/** A copy without the members named. */
export const without = (value: object, ...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

/** A copy with only the members named, as far as they are there. */
export const only = (value: object, ...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));

/** Rebuilds a value from within; `change` sees each inner value with the member's name it has. */
export const mapped = (
  value: unknown,
  change: (value: unknown, name: string) => unknown,
  name = '',
): unknown => {
  const changed = change(value, name);
  if (Array.isArray(changed)) return changed.map((item) => mapped(item, change, name));
  if (typeof changed !== 'object' || changed === null) return changed;
  return Object.fromEntries(
    Object.entries(changed).map(([member, inner]) => [member, mapped(inner, change, member)]),
  );
};
