/** Whether a cursor holds a position of the event store. */
export const isPosition = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;
