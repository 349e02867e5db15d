import { hasParts, SCHEME_PARTS, shareOf, type OfferingFacts } from './offering-facts.js';
import type { Check, Detail } from './rule.js';

const NAMES = {
  process: { zh: '平时成绩', en: 'the process share' },
  midterm: { zh: '期中成绩', en: 'the midterm share' },
  final: { zh: '期终考试成绩', en: 'the final share' },
} as const;

const percent = (basisPoints: number): string => `${String(basisPoints / 100)}%`;

const NO_SCHEME: Detail = { zh: '未登记考核方案', en: 'no assessment scheme is on file' };

export const elementsAtLeast = (offering: OfferingFacts, count: number): Detail | undefined => {
  if (!hasParts(offering)) return NO_SCHEME;
  const used = SCHEME_PARTS.filter((part) => shareOf(offering, part) > 0).length;
  return used >= count
    ? undefined
    : {
        zh: `考核只有${String(used)}个环节,应为多元考核`,
        en: `the grade rests on ${String(used)} element, it should rest on several`,
      };
};

/** An offering without a scheme is a finding of its own, not of its sum. */
export const weightsSumTo = (offering: OfferingFacts, sum: number): Detail | undefined => {
  if (!hasParts(offering)) return undefined;
  const all = SCHEME_PARTS.reduce((total, part) => total + shareOf(offering, part), 0);
  return all === sum
    ? undefined
    : {
        zh: `各环节成绩占比合计${percent(all)},应为${percent(sum)}`,
        en: `the shares are ${percent(all)} together, not ${percent(sum)}`,
      };
};

export const shareBetween = (
  offering: OfferingFacts,
  { part, least, most }: Extract<Check, { kind: 'share_between' }>,
): Detail | undefined => {
  if (!hasParts(offering)) return undefined;
  const share = shareOf(offering, part);
  if (share >= least && share <= most) return undefined;
  const { zh, en } = NAMES[part];
  return share > most
    ? {
        zh: `${zh}占比${percent(share)},高于总评成绩的${percent(most)}`,
        en: `${en} is ${percent(share)}, more than ${percent(most)}`,
      }
    : {
        zh: `${zh}占比${percent(share)},低于总评成绩的${percent(least)}`,
        en: `${en} is ${percent(share)}, less than ${percent(least)}`,
      };
};

export const finalOffline = ({ scheme }: OfferingFacts): Detail | undefined =>
  scheme?.['finalMode'] === 'online'
    ? {
        zh: '必修课程的期终考试采用线上方式',
        en: 'the final of a compulsory course is held online',
      }
    : undefined;
