import { articleIn } from './citation.js';
import type { Fraction } from './compliance/rule.js';
import type { RegulationFault } from './regulation-fault.js';
import type { Regulation } from './regulation.js';

/** What a schema cannot say of a regulation: that its parts fit each other. */
export const inconsistencies = (set: Regulation): readonly RegulationFault[] => [
  ...backward(set),
  ...articleFaults(set),
  ...kindFaults(set),
  ...ruleFaults(set),
  ...subjectFaults(set),
];

const fault = (pointer: string, detail: string): RegulationFault => ({ pointer, detail });

const isDay = (day: string): boolean => {
  const instant = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
};

const backward = ({ effectiveFrom, effectiveTo }: Regulation): readonly RegulationFault[] => {
  const days = { effectiveFrom, effectiveTo };
  const odd = Object.entries(days).filter(([, day]) => day !== null && !isDay(day));
  if (odd.length > 0) return odd.map(([name]) => fault(`/${name}`, 'no calendar has this day'));
  return effectiveFrom !== null && effectiveTo !== null && effectiveTo <= effectiveFrom
    ? [fault('/effectiveTo', 'must be later than effectiveFrom: it is the first day without it')]
    : [];
};

const twice = <Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): readonly number[] =>
  items.flatMap((item, at) =>
    items.findIndex((other) => keyOf(other) === keyOf(item)) < at ? [at] : [],
  );

const articleFaults = ({ articles, chapters }: Regulation): readonly RegulationFault[] => [
  ...twice(articles, ({ number }) => number).map((at) =>
    fault(`/articles/${String(at)}/number`, 'stands there twice'),
  ),
  ...articles.flatMap(({ chapter, items = [], good, grounds = [] }, at) => [
    ...(chapter > chapters.length
      ? [fault(`/articles/${String(at)}/chapter`, `there are ${String(chapters.length)} chapters`)]
      : []),
    ...(grounds.length > 0 && good !== 'discipline'
      ? [fault(`/articles/${String(at)}/grounds`, 'only an article good for discipline has them')]
      : []),
    ...grounds.flatMap(({ item }, nth) =>
      item !== undefined && item > items.length
        ? [fault(`/articles/${String(at)}/grounds/${String(nth)}/item`, 'has no such item')]
        : [],
    ),
  ]),
];

const kindFaults = (set: Regulation): readonly RegulationFault[] => [
  ...twice(set.kinds, ({ name }) => name).map((at) =>
    fault(`/kinds/${String(at)}/name`, 'stands there twice'),
  ),
  ...set.kinds.flatMap(({ article: number, phrase }, at) => {
    const article = set.articles.find((one) => one.number === number);
    if (!article) return [fault(`/kinds/${String(at)}/article`, 'there is no such article')];
    const words = [article.text, ...(article.items ?? [])];
    return words.some((text) => text.includes(phrase))
      ? []
      : [fault(`/kinds/${String(at)}/phrase`, `article ${String(number)} does not say this`)];
  }),
];

const ruleFaults = (set: Regulation): readonly RegulationFault[] => [
  ...twice(set.offeringRules ?? [], ({ code }) => code).map((at) =>
    fault(`/offeringRules/${String(at)}/code`, 'stands there twice'),
  ),
  ...(set.offeringRules ?? []).flatMap(({ article, item, check }, at) => {
    const under = `/offeringRules/${String(at)}`;
    const cited = { regulation: set.name, version: set.version, article: String(article), item };
    const missing = articleIn(set, cited) === undefined;
    return [
      ...(missing ? [fault(`${under}/article`, 'the text has no such article or item')] : []),
      ...(check.kind === 'share_between' && check.least > check.most
        ? [fault(`${under}/check/least`, 'is more than `most`')]
        : []),
      ...('of' in check ? fractionFaults(`${under}/check/of`, check.of) : []),
    ];
  }),
  ...(set.absence ? fractionFaults('/absence', set.absence) : []),
];

const fractionFaults = (
  pointer: string,
  { numerator, denominator }: Fraction,
): readonly RegulationFault[] =>
  numerator > denominator ? [fault(pointer, 'is more than the whole')] : [];

const subjectFaults = ({ subject, articles }: Regulation): readonly RegulationFault[] => {
  const wanted = subject === 'discipline' ? 'discipline' : 'integrity';
  const wrong = subject === 'discipline' ? 'integrity' : 'discipline';
  const at = articles.findIndex(({ good }) => good === wrong);
  if (at >= 0)
    return [fault(`/articles/${String(at)}/good`, `${wrong} does not go with subject ${subject}`)];
  return articles.some(({ good }) => good === wanted)
    ? []
    : [fault('/articles', `none is good for ${wanted}`)];
};
