/** The object without some of its members. */
export const without = <T extends object, Name extends keyof T>(
  value: T,
  ...names: readonly Name[]
): Omit<T, Name> =>
  Object.fromEntries(
    Object.entries(value).filter(([name]) => !names.includes(name as Name)),
  ) as Omit<T, Name>;
