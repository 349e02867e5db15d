import type { CaseEvent } from '../../../cases/events.js';
import type { RecordedEvent } from '../../../event-sourcing/recorded-event.js';
import { roleWord, type People } from '../people.js';
import { EVENT_WORDS, MILESTONES } from './event-words.js';

/** Somebody did something, or the same thing several times in a row. */
export interface Step {
  readonly type: string;
  readonly words: string;
  readonly by: string;
  readonly role: string;
  /** Milliseconds, of the first and of the last of them. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly milestone: boolean;
}

/** What people read; the rest is in `events.jsonl`. */
const MOST = 400;

export interface Steps {
  readonly steps: readonly Step[];
  /** Steps that are not listed. */
  readonly left: number;
}

/** Who did what, in order; what one person or the machine repeats is one step with its number. */
export const stepsIn = (events: readonly RecordedEvent<CaseEvent>[], people: People): Steps => {
  const steps: Step[] = [];
  for (const { type, data, metadata } of events) {
    const words = EVENT_WORDS[type];
    if (words === undefined) continue;
    const { role, person } = metadata.actor;
    const by = role === 'system' ? '' : people.nameOf(person);
    const last = steps.at(-1);
    if (last?.type === type && last.by === by) {
      steps[steps.length - 1] = { ...last, to: data.at, count: last.count + 1 };
      continue;
    }
    const milestone = MILESTONES.has(type);
    const one = { type, words, by, role: roleWord(role), from: data.at, to: data.at, count: 1 };
    steps.push({ ...one, milestone });
  }
  if (steps.length <= MOST) return { steps, left: 0 };
  // The machine's own steps make way first; the beginning and what people decided stay.
  const kept = steps.filter(({ milestone, by }) => milestone || by !== '').slice(0, MOST);
  return { steps: kept, left: steps.length - kept.length };
};
