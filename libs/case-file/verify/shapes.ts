/** Whether a value out of `JSON.parse` has the members that the checks read. */
export type Shape = (value: unknown) => boolean;

export const text: Shape = (value) => typeof value === 'string';
/** Versions, indices and counts: nothing else is a number in our files. */
export const number: Shape = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const boolean: Shape = (value) => typeof value === 'boolean';

export const absent: Shape = (value) => value === undefined;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members beside those named are let be. */
export const members =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    isObject(value) && Object.entries(shapes).every(([name, shape]) => shape(value[name]));

export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);

export const list =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);

/** An object whose members are all of one shape. */
export const table =
  (shape: Shape): Shape =>
  (value) =>
    isObject(value) && Object.values(value).every(shape);

export const either =
  (one: Shape, other: Shape): Shape =>
  (value) =>
    one(value) || other(value);
