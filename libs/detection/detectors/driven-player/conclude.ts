import { FEWEST_PAUSES } from '../../baselines/recurring.js';
import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation, SignalNumber } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted, spoken } from '../wording.js';
import { contrastNats, contrastOf, type Contrast } from './contrast.js';
import { defaults, type HandledDay, type Limits } from './day.js';
import { habitsOf, type Habit } from './habits.js';

type Days = readonly { readonly window: string; readonly measure: readonly HandledDay[] }[];

/** One finding per platform and course whose player was handled as by a program. */
export function concludeDriven(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure);
  const courses = [...groupBy(all, (one) => `${one.source}\n${one.offering}`).values()];
  const waiting = courses.filter((own) => gapsIn(own) >= limit.fewestGaps).length;
  return courses.flatMap((own) => {
    const habits = habitsOf(own, waiting, limit, context);
    if (habits.length === 0) return [];
    const { source, offering } = known(own[0]);
    const others = all.filter((one) => one.source === source && one.offering !== offering);
    return [findingOf(own, habits, contrastOf(habits, others, limit), limit)];
  });
}

const gapsIn = (own: readonly HandledDay[]): number =>
  own.reduce((sum, { gaps }) => sum + gaps.length, 0);

/**
 * Resumes by a program have no innocent cause in common with the others: they add up. Even waits and
 * an untouched player have one, a list left running: the stronger counts, and the other for half,
 * or four fifths where the platform's people say that hardly anybody has such a list. Who leaves
 * players alone in every course, and chooses videos like a person there, is no less a person here for
 * leaving it alone. What the student does otherwise elsewhere adds contrast.ts. At most 9.
 */
export function weigh(habits: readonly Habit[], contrast: Contrast): number {
  // Of the same pauses both may be said.
  const resumes = Math.max(
    0,
    ...habits.filter(({ name }) => isOfPauses(name)).map(({ llr }) => llr),
  );
  const [first = 0, second = 0] = habits
    .filter(({ name }) => !isOfPauses(name))
    .flatMap(({ name, llr }) => (name === 'untouched' && contrast.leavesAlone ? [] : [llr]))
    .sort((a, b) => b - a);
  const even = habits.find(({ name }) => name === 'fixed_gaps' || name === 'bounded_gaps');
  const share = (even?.llr ?? 0) >= 3 ? 0.8 : 0.5;
  return round(Math.min(9, resumes + first + second * share + contrastNats(contrast)), 3);
}

/** Read from pauses, not from waits or hands left off. */
const isOfPauses = (name: Habit['name']): boolean =>
  name === 'instant_resumes' || name === 'recurring_pauses';

function findingOf(
  own: readonly HandledDay[],
  habits: readonly Habit[],
  contrast: Contrast,
  limit: Limits,
): Finding {
  const { subject, source, offering } = known(own[0]);
  const has = (name: Habit['name']) => habits.some((habit) => habit.name === name);
  const cited = own.flatMap((day) => [
    ...(has('instant_resumes') || has('recurring_pauses') ? day.resumeEvents : []),
    ...(has('fixed_gaps') || has('bounded_gaps') || has('untouched') ? day.gapEvents : []),
  ]);
  return {
    anchor: `${source} ${offering}`,
    subject,
    offering,
    llr: weigh(habits, contrast),
    events: citations(cited),
    numbers: habits.map((habit) => numberOf(habit, limit)),
    reason: reasonOf(habits, contrast),
    innocent: innocentOf(habits, contrast),
    firstAt: own.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
    lastAt: own.reduce((most, one) => Math.max(most, one.lastAt), -Infinity),
    baselines: [
      ...new Set(habits.flatMap(({ cite, cites = [] }) => [...(cite ? [cite] : []), ...cites])),
    ].sort(),
    ...comparedWith(source, habits, contrast),
  };
}

function comparedWith(
  source: string,
  habits: readonly Habit[],
  contrast: Contrast,
): Pick<Finding, 'population'> {
  const n = habits.reduce((most, habit) => Math.max(most, habit.n), 0);
  const population = [
    ...(n > 0 ? [{ name: 'platform' as const, of: source, n }] : []),
    ...(contrast.n > 0 ? [{ name: 'own_term' as const, of: '', n: contrast.n }] : []),
  ];
  return population.length === 0 ? {} : { population };
}

function numberOf({ name, count }: Habit, limit: Limits): SignalNumber {
  switch (name) {
    case 'instant_resumes':
      return { name, value: count, threshold: limit.fewestResumes, unit: 'resumes' };
    case 'recurring_pauses':
      return { name, value: count, threshold: FEWEST_PAUSES, unit: 'pauses' };
    case 'fixed_gaps':
      return { name, value: count, threshold: limit.fewestGaps, unit: 'gaps' };
    case 'bounded_gaps':
      return { name, value: count, threshold: limit.fewestGaps, unit: 'gaps' };
    case 'untouched':
      return { name, value: count, threshold: limit.untouchedViewings, unit: 'viewings' };
  }
}

function reasonOf(habits: readonly Habit[], contrast: Contrast): Finding['reason'] {
  const zh: string[] = [];
  const en: string[] = [];
  for (const { name, count, sec } of habits)
    switch (name) {
      case 'instant_resumes':
        zh.push(`暂停后 ${count} 次都在约 ${spoken(sec)} 秒后继续播放。`);
        en.push(`After ${counted(count, 'pause')} play went on after about ${spoken(sec)} s.`);
        break;
      case 'recurring_pauses':
        zh.push(`${count} 次暂停的时长反复相同，分秒不差（最常见约 ${spoken(sec)} 秒）。`);
        en.push(
          `${counted(count, 'pause')} took one of a few lengths that come back to the fraction of a second, most often ${spoken(sec)} s.`,
        );
        break;
      case 'fixed_gaps':
        zh.push(`${count} 次在上一个视频结束约 ${spoken(sec)} 秒后开始下一个。`);
        en.push(
          `The next video began ${counted(count, 'time')} about ${spoken(sec)} s after the last.`,
        );
        break;
      case 'bounded_gaps':
        zh.push(
          `${count} 次换视频的等待都在 ${spoken(sec)} 秒上下的狭窄范围内，既无更短也无更长。`,
        );
        en.push(
          `Of ${counted(count, 'wait')} between videos all lie around ${spoken(sec)} s, none short and none long.`,
        );
        break;
      case 'untouched':
        zh.push(`${count} 次五分钟以上的观看，无一次暂停、拖动或变速。`);
        en.push(
          `In ${counted(count, 'viewing')} of five minutes or more nobody touched the player.`,
        );
    }
  if (contrastNats(contrast) > 0) {
    zh.push('该生在同平台其他课程中并非如此。');
    en.push("In this student's other courses on the platform it is not so.");
  }
  return { zh: zh.join(''), en: en.join(' ') };
}

function innocentOf(habits: readonly Habit[], contrast: Contrast): readonly InnocentExplanation[] {
  const resumes = habits.some(({ name }) => isOfPauses(name));
  return [
    {
      name: 'left_running',
      tested:
        "a list that plays on by itself: the platform's people compared, and hands on the player",
      outcome: resumes || contrastNats(contrast) > 0 ? 'unlikely' : 'possible',
    },
    {
      name: 'player_of_its_own_accord',
      tested: "pauses that the platform's player ends itself would show in everybody's resumes",
      outcome: habits.some(({ cite }) => cite !== undefined) ? 'unlikely' : 'possible',
    },
  ];
}
