import type { Line, Reference } from './reference.js';

/** Nothing of what was decided before holds any more, or nothing but one decision. */
export const fall = (m: Reference, at: number, but?: number): void => {
  for (const line of m.file) if (line.of !== but) line.fallen ??= at;
};

/** Lines that have to be struck out. */
export const toStrike = (m: Reference): readonly Line[] =>
  m.file.filter(({ fallen, struck }) => fallen !== undefined && struck === undefined);

export const strike = (m: Reference, reference: string): void => {
  for (const line of toStrike(m)) line.struck = reference;
};

/** Whether the decision that is final is to be entered. */
export const isToEnter = (m: Reference): boolean =>
  m.place === 'final' && !m.short && m.decision?.outcome === 'grade_void';

/** What the registrar is asked to do: since when, and under which reference it was done already. */
export const errand = (m: Reference): { since: number; done: string | undefined } | undefined => {
  if (isToEnter(m)) return { since: m.decision?.at ?? 0, done: m.fileReference };
  if (m.place === 'lifted') return { since: m.lifting?.at ?? 0, done: m.liftingReference };
  const waiting = toStrike(m);
  if (waiting.length > 0)
    return { since: Math.max(...waiting.map(({ fallen = 0 }) => fallen)), done: undefined };
  const last = m.file.at(-1);
  return last?.struck === undefined ? undefined : { since: last.fallen ?? 0, done: last.struck };
};

/** As it is listed. */
export const listed = (m: Reference): readonly string[] =>
  m.file.map(({ reference, fallen, struck }) => {
    if (struck !== undefined) return `${reference} withdrawn ${struck}`;
    return `${reference} ${fallen === undefined ? 'entered' : 'withdraw'}`;
  });
