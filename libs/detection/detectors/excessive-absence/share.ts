/** A share of the teaching hours, exact: one third is {numerator: 1, denominator: 3}. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** The share above which absence costs the right to be assessed, where the learning window ends at `end`. */
export type ShareFor = (end: number | undefined) => Share;

const DIGITS = '零一二三四五六七八九十';
const FRACTIONS: Readonly<Record<string, string>> = {
  '1/2': 'one half',
  '1/3': 'one third',
  '1/4': 'one quarter',
  '1/5': 'one fifth',
};

/** 三分之一, one third. */
export const wordsOf = ({ numerator, denominator }: Share): { zh: string; en: string } => {
  const plain = `${String(numerator)}/${String(denominator)}`;
  const [top, bottom] = [DIGITS[numerator], DIGITS[denominator]];
  return {
    zh: top === undefined || bottom === undefined ? plain : `${bottom}分之${top}`,
    en: FRACTIONS[plain] ?? plain,
  };
};
