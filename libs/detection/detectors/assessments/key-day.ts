import type { AttributedActivity } from '../../detector.js';
import { ofList } from '../../shared-list.js';
import { groupBy, known, textIn } from '../reading.js';
import {
  answerDay,
  ANSWERED,
  attemptOf,
  itemName,
  scoreOf,
  SUBMITTED,
  type AnswerDay,
} from './answers.js';

/** The contract's name of an answer or an explanation revealed. */
export const SHOWN = 'probity.assessment.answer_shown.v1';

/** Begun, as handed in: how long a sitting took, where answers are told all at once. */
const STARTED = 'probity.assessment.started.v1';

export const KEY_TYPES = [ANSWERED, SHOWN, STARTED, SUBMITTED];

/** Answers and looks at the key of one student in an offering within a window. */
export interface KeyDay extends AnswerDay {
  readonly shown: readonly ShownPart[];
  readonly spans: readonly Span[];
}

/**
 * First and last instant of an attempt within the window, milliseconds, whatever told of them; and
 * its score as a share (0-1) of what there is to be had, -1 where it is not told.
 */
export type Span = readonly [
  activity: string,
  attempt: string,
  from: number,
  to: number,
  score: number,
];

export interface ShownPart {
  readonly activity: string;
  readonly source: string;
  readonly from: number;
  /** The first look at each item, milliseconds after `from`, and the event's id. */
  readonly rows: readonly (readonly [item: string, afterMs: number, id: string])[];
}

/**
 * Instants that only a device vouches for say nothing of who was first: such events are left out. Several
 * judges read it.
 */
export const keyDay = ofList(readKeys);

function readKeys(events: readonly AttributedActivity[]): KeyDay | null {
  const timed = events.filter(({ serverTimed, at }) => serverTimed && Number.isFinite(at));
  const answers = answerDay(timed);
  const shown = shownParts(timed);
  const offering = timed.find(({ data }) => data.offering !== undefined)?.data.offering;
  if (offering === undefined || (!answers && shown.length === 0)) return null;
  return { offering, parts: answers?.parts ?? [], shown, spans: spansOf(timed) };
}

function spansOf(events: readonly AttributedActivity[]): Span[] {
  const sat = events.filter(({ type, data }) => type !== SHOWN && data.activity !== undefined);
  let activity: unknown;
  let told: unknown;
  let name = '';
  const groups = groupBy(sat, ({ data }) => {
    // Neighbours mostly are of one attempt: its name is put together once.
    if (name === '' || data.activity !== activity || data['attempt'] !== told) {
      [activity, told] = [data.activity, data['attempt']];
      name = `${data.activity}\n${attemptOf({ data })}`;
    }
    return name;
  });
  return [...groups.values()].map((own): Span => {
    const first = known(own[0]);
    const score = own.reduce((last, event) => scoreOf(event) ?? last, -1);
    return [String(first.data.activity), attemptOf(first), first.at, known(own.at(-1)).at, score];
  });
}

function shownParts(events: readonly AttributedActivity[]): ShownPart[] {
  const looks = events.filter(
    (event) =>
      event.type === SHOWN &&
      event.data.activity !== undefined &&
      textIn(event, 'item') !== undefined,
  );
  return [...groupBy(looks, ({ data, source }) => `${data.activity}\n${source}`).values()].map(
    (own) => {
      const first = known(own[0]);
      const rows = new Map<string, readonly [string, number, string]>();
      for (const event of own) {
        const item = itemName(known(textIn(event, 'item')));
        if (!rows.has(item)) rows.set(item, [item, event.at - first.at, event.id]);
      }
      return {
        activity: String(first.data.activity),
        source: first.source,
        from: first.at,
        rows: [...rows.values()],
      };
    },
  );
}
