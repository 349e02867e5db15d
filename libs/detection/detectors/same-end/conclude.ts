import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, limitsOf, median, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type End, type EndsDay, type Limits } from './day.js';

type Days = readonly {
  readonly window: string;
  readonly subject?: string;
  readonly measure: EndsDay;
}[];

interface Student {
  readonly subject: string;
  /** Videos finished, and those of them that were not seen to the end. */
  readonly videos: number;
  readonly ends: readonly End[];
}

/** A client of its own, honest, might count so: no more, whatever chance says. */
const MOST = 3;

/** One finding per student all of whose videos ended at one share, where the class's do not. */
export function concludeEnds(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const offering = context.key.slice('offering:'.length);
  const students = [...groupBy(days, ({ subject }) => subject)].map(([subject, own]) => ({
    subject,
    ...firstOf(own),
  }));
  return students
    .filter(({ ends }) => ends.length >= limit.fewestVideos)
    .sort((a, b) => (a.subject < b.subject ? -1 : 1))
    .flatMap((one) => findingOf(one, students, offering, limit));
}

/** Each video's first report; of one that was never reported, how far it was seen at most. */
function firstOf(own: Days): Omit<Student, 'subject'> {
  const videos = new Map<string, End | undefined>();
  const left = new Map<string, End>();
  const note = (video: string, end?: End) => {
    if (!videos.has(video)) videos.set(video, end);
  };
  for (const { measure } of own.toSorted((a, b) => (a.window < b.window ? -1 : 1))) {
    for (const video of measure.whole) note(video);
    for (const end of measure.ends) note(end.video, end);
    for (const end of measure.left ?? [])
      if (end.share > (left.get(end.video)?.share ?? -1)) left.set(end.video, end);
  }
  for (const [video, end] of left) note(video, end);
  return { videos: videos.size, ends: [...videos.values()].filter((end) => end !== undefined) };
}

/**
 * Each further video at the first one's place: ln(1/share of the classmates' that end there), 1 % for what
 * their number cannot tell. At most 3, and 1.5 of a class too small to say.
 */
function findingOf(
  { subject, videos, ends }: Student,
  students: readonly Student[],
  offering: string,
  limit: Limits,
): readonly Finding[] {
  const middle = median(ends.map(({ share }) => share)) ?? 1;
  const isThere = ({ share }: End) => Math.abs(share - middle) <= limit.width;
  const there = ends.filter(isThere);
  if (middle >= limit.seen || there.length < limit.fewestVideos) return [];
  if (there.length < limit.leastShare * videos) return [];
  const mates = students.filter((one) => one.subject !== subject);
  const usual = mates.reduce(
    (sum, one) => sum + one.ends.filter(isThere).length / one.videos / mates.length,
    0,
  );
  if (usual > limit.usual) return [];
  const enough = mates.length >= limit.population;
  const chance = -(there.length - 1) * Math.log(usual + 0.01);
  const percent = round(middle * 100, 1);
  return [
    {
      anchor: 'ends',
      ...{ subject, offering },
      llr: round(Math.min(enough ? MOST : MOST / 2, chance), 3),
      events: citations(there.map(({ event }) => event)),
      numbers: [
        { name: 'same_end', value: there.length, threshold: limit.fewestVideos, unit: 'videos' },
      ],
      reason: {
        zh: `${there.length} 个长短不一的视频都停在其时长的 ${percent}% 处；同课程其他 ${mates.length} 名学生的视频只有 ${round(usual * 100, 1)}% 停在那里。`,
        en: `${counted(there.length, 'video')} of all lengths ended at ${percent} % of their length; of the videos of ${counted(mates.length, 'classmate')}, ${round(usual * 100, 1)} % ended there.`,
      },
      innocent: [
        {
          name: 'platform_gives_credit_there',
          tested: "compared with where the class's videos ended",
          outcome: enough ? 'excluded' : 'possible',
        },
        {
          name: 'another_client',
          tested: 'a client of its own may count otherwise; so this weighs little alone',
          outcome: 'possible',
        },
      ],
      firstAt: there.reduce((least, { at }) => Math.min(least, at), Infinity),
      lastAt: there.reduce((most, { at }) => Math.max(most, at), -Infinity),
      baselines: [],
      population: [{ name: 'class', of: offering, n: mates.length }],
    },
  ];
}
