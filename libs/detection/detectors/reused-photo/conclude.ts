import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted, others } from '../wording.js';
import { defaults, type PhotoDay } from './day.js';
import { reusesOf, type Reuse } from './uses.js';

type Days = readonly { readonly window: string; readonly measure: PhotoDay }[];

/** One finding per student whose pictures came back, over all meetings of the offering. */
export function concludeReused(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const { offering } = known(days[0]).measure;
  const all = days.flatMap(({ measure }) => measure.signIns);
  const students = new Set(all.map(({ subject }) => subject)).size;
  return [...reusesOf(all, limit)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([subject, reuse]) => findingOf(subject, offering, reuse, students));
}

/**
 * Argued, not fitted. One file at two meetings, or of two accounts, where the class's files do not come back:
 * an app that once sends its last picture, taken as 1 in 100 (4.6), each further time ten times rarer
 * (2.3). The two ways share the picture: the stronger counts, and the other for half. At most 12.
 */
export function weigh({ again, shared }: Pick<Reuse, 'again' | 'shared'>): number {
  const nats = (times: number): number => (times === 0 ? 0 : 4.6 + 2.3 * (times - 1));
  const [one, two] = [nats(Math.max(0, again.length - 1)), nats(shared.length)];
  return round(Math.min(12, Math.max(one, two) + Math.min(one, two) / 2), 3);
}

function findingOf(subject: string, offering: string, reuse: Reuse, students: number): Finding {
  const { again, shared, accounts } = reuse;
  const cited = [...new Set([...again, ...shared])];
  return {
    anchor: subject,
    subject,
    offering,
    llr: weigh(reuse),
    events: citations(cited.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'same_photo', value: again.length, threshold: 2, unit: 'meetings' },
      { name: 'photo_of_others', value: shared.length, threshold: 1, unit: 'meetings' },
      { name: 'accounts_one_photo', value: accounts, threshold: 2, unit: 'accounts' },
    ].filter(({ value, threshold }) => value >= threshold),
    reason: reasonOf(reuse),
    innocent: INNOCENT,
    firstAt: cited.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: cited.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: students }],
  };
}

function reasonOf({ again, shared, accounts }: Reuse): Finding['reason'] {
  const group = others(accounts);
  const zh = [
    ...(again.length > 0 ? [`${again.length} 次课的签到用了同一张照片`] : []),
    ...(shared.length > 0 ? [`${shared.length} 次课上，该账号${group.zh}用了同一张照片`] : []),
  ];
  const en = [
    ...(again.length > 0 ? [`one photo served for ${counted(again.length, 'meeting')}`] : []),
    ...(shared.length > 0
      ? [`at ${counted(shared.length, 'meeting')} this account${group.en} sent the same photo`]
      : []),
  ].join('; ');
  return {
    zh: `${zh.join('；')}，而相机不会两次拍出相同的文件。`,
    en: `${en.charAt(0).toUpperCase()}${en.slice(1)}, while no camera makes the same file twice.`,
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'no_picture',
    tested: 'a file that a fifth of the class sends stands for no picture and is left out',
    outcome: 'excluded',
  },
  {
    name: 'app_sends_last_picture',
    tested: 'compared with the class: where files of many come back, the app sends them again',
    outcome: 'unlikely',
  },
];
