import type { NewEvent, RecordedEvent } from '../recorded-event.js';

/** An event for the contract suites; `text` travels in its data. */
export interface Noted {
  readonly type: string;
  readonly data: { readonly text: string };
}

let drawn = 0;

/** A new event with an id of its own. */
export const noted = (text: string, type = 'Noted', id?: string): NewEvent<Noted> => ({
  id: id ?? `event-${(drawn += 1)}`,
  type,
  data: { text },
  metadata: { at: '2026-03-02T08:00:05.123+08:00', actor: { role: 'system', person: 'contract' } },
});

export const textsOf = (events: readonly RecordedEvent[]): string[] =>
  events.map((event) => (event as RecordedEvent<Noted>).data.text);

/** Chinese, a character outside the basic plane, and what JSON and SQL stumble over. */
export const AWKWARD = '学习行为 𠮷 "引号" \\ \u0000 \' ; 👩‍🎓 é é';
