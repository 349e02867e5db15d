import type { AttributedActivity, Detector, JudgeContext, MeasureContext } from '../../detector.js';
import type { EventRef, Finding } from '../../signal.js';
import { citations, cite, known, limitsOf, numberIn, spread } from '../reading.js';
import { counted } from '../wording.js';

/** Progress claimed before or after an offering's learning window on one day. */
export interface OutsideDay {
  readonly subject: string;
  readonly offering: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Hours of grace: clocks, time zones, a deadline at midnight. */
  graceHours: 24,
  /** Videos finished outside before anything is said. */
  fewestVideos: 3,
} as const;

/**
 * Records outside the learning window that claim progress. Such learning does not count (art. 9);
 * as a sign of software it is weak: videos may be open early, and people look at them again.
 */
export const outsideWindow: Detector<OutsideDay> = {
  name: 'outside-window',
  version: '1',
  violation: 'course_brushing',
  group: 'window',
  key: 'student+offering',
  types: ['probity.video.completed.v1', 'probity.video.ended.v1'],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude,
};

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): OutsideDay | null {
  const first = events[0];
  const offering = first?.data.offering;
  const window = context.roster.offering(offering ?? '')?.window;
  if (!first || offering === undefined || !window) return null;
  const { graceHours } = limitsOf(defaults, context.parameters);
  const grace = graceHours * 3_600_000;
  const isBefore = ({ at, time }: AttributedActivity) => Math.max(at, time) < window.from - grace;
  const isAfter = ({ at, time }: AttributedActivity) => Math.min(at, time) >= window.to + grace;
  const outside = events.filter(
    (event) => event.serverTimed && finishes(event) && (isBefore(event) || isAfter(event)),
  );
  if (outside.length === 0) return null;
  const videos = (where: (event: AttributedActivity) => boolean) =>
    [...new Set(outside.filter(where).map(({ data }) => data.activity ?? ''))].sort().slice(0, 50);
  return {
    subject: first.subject,
    offering,
    before: videos(isBefore),
    after: videos(isAfter),
    firstAt: known(outside[0]).at,
    lastAt: known(outside.at(-1)).at,
    events: spread(outside, 20).map(cite),
  };
}

const finishes = (event: AttributedActivity): boolean =>
  event.type === 'probity.video.ended.v1' || (numberIn(event, 'progress', 0, 100) ?? 0) >= 0.9;

/** Before the window a video should not be open: 2. Afterwards people look again: 0.5. */
function conclude(
  days: readonly { readonly window: string; readonly measure: OutsideDay }[],
  context: JudgeContext,
): readonly Finding[] {
  const { subject, offering } = known(days[0]).measure;
  const { fewestVideos } = limitsOf(defaults, context.parameters);
  const all = days.map(({ measure: day }) => day);
  const before = new Set(all.flatMap((day) => day.before)).size;
  const after = new Set(all.flatMap((day) => day.after)).size;
  if (Math.max(before, after) < fewestVideos) return [];
  const early = before >= fewestVideos;
  const count = early ? before : after;
  return [
    {
      anchor: 'window',
      subject,
      offering,
      llr: early ? 2 : 0.5,
      events: citations(all.flatMap((day) => day.events)),
      numbers: [{ name: 'videos_outside', value: count, threshold: fewestVideos, unit: 'videos' }],
      reason: {
        zh: `${count} 个视频在学习时段${early ? '开始之前' : '结束之后'}被记为看完；学习时段以外的学习不计入。`,
        en: `${counted(count, 'video')} ${count === 1 ? 'was' : 'were'} finished ${early ? 'before the learning window opened' : 'after the learning window closed'}; learning outside it does not count.`,
      },
      innocent: [
        {
          name: early ? 'opened_early' : 'revision',
          tested: early
            ? 'a teacher may open videos before the registered window'
            : 'people look at videos again after the course',
          outcome: 'possible',
        },
        {
          name: 'wrong_clock',
          tested: "both the device's and the server's time lie outside, with a day of grace",
          outcome: 'excluded',
        },
      ],
      firstAt: all.reduce((least, day) => Math.min(least, day.firstAt), Infinity),
      lastAt: all.reduce((most, day) => Math.max(most, day.lastAt), -Infinity),
      baselines: [],
    },
  ];
}
