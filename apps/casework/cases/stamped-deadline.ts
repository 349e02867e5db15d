import type { Deadline } from '../../../libs/cases/deadline.js';

const INSTANTS = [
  'start',
  'due',
  'pausedSince',
  'remindAt',
  'remindedAt',
  'escalateAt',
  'escalatedAt',
  'metAt',
] as const;

/** A deadline as published: its instants as times with offset. */
export const stampedDeadline = (
  deadline: Deadline,
  stamp: (instant: number) => string,
): Record<string, unknown> => {
  const times = INSTANTS.flatMap((name) => {
    const instant = deadline[name];
    return instant === undefined ? [] : [[name, stamp(instant)] as const];
  });
  return { ...deadline, ...Object.fromEntries(times) };
};
