import type { CaseEvent, CaseEventOf, CaseEventType } from '../../libs/cases/events.js';

/** What of the law the event breaks after those before it. */
export type Rule = (before: readonly CaseEvent[], event: CaseEvent) => string | undefined;

export const ofType = <Type extends CaseEventType>(events: readonly CaseEvent[], type: Type) =>
  events.filter((event): event is Extract<CaseEvent, { type: Type }> => event.type === type);

export const last = <Type extends CaseEventType>(events: readonly CaseEvent[], type: Type) =>
  ofType(events, type).at(-1) as CaseEventOf<Type> | undefined;

/** What happened since the last event of one of these types. */
export const since = (events: readonly CaseEvent[], ...types: readonly CaseEventType[]) =>
  events.slice(events.findLastIndex(({ type }) => types.includes(type)) + 1);
