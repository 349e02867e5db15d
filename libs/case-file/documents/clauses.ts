import { citeFrom, parseCitation } from '../../regulation/citation.js';
import type { Regulation } from '../../regulation/regulation.js';

/** A clause as a document quotes it. */
export interface Clause {
  readonly ref: string;
  /** 《…》第二十四条第（一）项; the reference itself where no loaded set has it. */
  readonly label: string;
  /** The words in force; absent for national law, which is cited by its articles. */
  readonly text?: string;
  /** False where the article has items and none is named: a document must name the item. */
  readonly exact: boolean;
}

/** National rules that are cited without being loaded. */
const NATIONAL: Readonly<Record<string, string>> = {
  'moe-41': '普通高等学校学生管理规定》（教育部令第41号）',
  'moe-33': '国家教育考试违规处理办法》（教育部令第33号）',
};

export const clauseOf = (ref: string, regulations: readonly Regulation[]): Clause => {
  const quoted = citeFrom(regulations)(ref);
  const parsed = parseCitation(ref);
  if (quoted) {
    const item = parsed?.item;
    const place = `第${numeral(quoted.article.number)}条${item === undefined ? '' : itemOf(item)}`;
    const items = quoted.article.items?.length ?? 0;
    return {
      ref,
      label: `《${quoted.title}》${place}`,
      text: quoted.text,
      exact: items === 0 || item !== undefined,
    };
  }
  const national = parsed && NATIONAL[parsed.regulation];
  if (!national || !/^\d+$/.test(parsed.article)) return { ref, label: ref, exact: false };
  const item = parsed.item === undefined ? '' : itemOf(parsed.item);
  return { ref, label: `《${national}第${numeral(Number(parsed.article))}条${item}`, exact: true };
};

const itemOf = (item: number): string => `第（${numeral(item)}）项`;

const DIGITS = '零一二三四五六七八九';

/** 1 … 999 in Chinese numerals, as articles are counted. */
export const numeral = (value: number): string => {
  const hundreds = Math.floor(value / 100);
  const tens = Math.floor((value % 100) / 10);
  const ones = value % 10;
  const upper = hundreds > 0 ? `${digit(hundreds)}百` : '';
  if (hundreds > 0 && tens === 0 && ones > 0) return `${upper}零${digit(ones)}`;
  const ten = tens === 0 ? '' : `${tens === 1 && hundreds === 0 ? '' : digit(tens)}十`;
  return upper + ten + (ones === 0 && value !== 0 ? '' : digit(ones));
};

const digit = (value: number): string => DIGITS[value] ?? '';
