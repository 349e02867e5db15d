import type { AttributedActivity, Detector } from '../../detector.js';
import { cite, groupBy, round, spread } from '../reading.js';
import { concludePauses } from './conclude.js';
import { defaults, type Pause, type PausesDay } from './day.js';

const PAUSED = 'probity.video.paused.v1';
const PLAYED = 'probity.video.played.v1';

/**
 * Counted pauses: pauses of different lengths, all of whole seconds to a few hundredths, or over at once and
 * always as long, among others of the student's own. A program waits a number of seconds, drawn at random as
 * it may be; a hand's fractions are anything. Whose player does so itself, the class says.
 */
export const countedPauses: Detector<PausesDay> = {
  name: 'counted-pauses',
  version: '1',
  violation: 'course_brushing',
  // The same pauses as driven-player's.
  group: 'pace',
  key: 'offering',
  perStudent: true,
  types: [PAUSED, PLAYED],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludePauses,
};

/** Pauses kept per day; a longer one is no pause. */
const MOST = 24;
const LONGEST_SEC = 600;

function measure(events: readonly AttributedActivity[]): PausesDay | null {
  // A clock of whole seconds hides the fractions.
  if (events.every(({ time }) => time % 1000 === 0)) return null;
  const viewings = groupBy(events, ({ data }) =>
    data.activity === undefined ? undefined : `${data.activity}\n${data.session ?? ''}`,
  );
  const pauses = [...viewings.values()].flatMap(pausesIn);
  return pauses.length === 0 ? null : { pauses: spread(pauses, MOST) };
}

function pausesIn(own: readonly AttributedActivity[]): readonly Pause[] {
  const found: Pause[] = [];
  let paused: AttributedActivity | undefined;
  for (const event of own.toSorted((a, b) => a.time - b.time)) {
    if (event.type === PAUSED) paused = event;
    else if (paused) {
      const sec = round((event.time - paused.time) / 1000, 3);
      if (sec > 0 && sec <= LONGEST_SEC) found.push({ sec, at: event.at, event: cite(event) });
      paused = undefined;
    }
  }
  return found;
}
