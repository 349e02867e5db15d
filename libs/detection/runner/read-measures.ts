import type { Measured } from '../detector.js';
import { byWindow } from '../judge.js';
import { isSubjectOwner, subjectOfOwner, type DetectionKey } from '../keys.js';
import type { StoredMeasure } from './detection-state.js';

/** What a conclusion needs of what is stored. */
export type MeasureText = Pick<StoredMeasure, 'window' | 'owner' | 'measure'>;

interface Read {
  readonly key: DetectionKey;
  readonly texts: readonly MeasureText[];
  readonly length: number;
  readonly list: readonly Measured<unknown>[];
}

/** Lists remembered, and characters of all their texts: a large class's are let go at once. */
const MOST_LISTS = 32;
const MOST_LENGTH = 16_000_000;

/**
 * Measures of classes as conclusions see them. Several judges read a class in the same way and store
 * the same texts: they get one list, read once, and share what they make of it (shared-list.ts). A
 * list is not changed by whoever reads it.
 */
export class ReadMeasures {
  private lists: Read[] = [];

  of(key: DetectionKey, texts: readonly MeasureText[]): readonly Measured<unknown>[] {
    const known = this.lists.find((one) => one.key === key && isSame(one.texts, texts));
    if (known) return known.list;
    const length = texts.reduce((sum, { measure }) => sum + measure.length, 0);
    const list = readAll(texts);
    if (length <= MOST_LENGTH) this.keep({ key, texts, length, list });
    return list;
  }

  private keep(read: Read): void {
    this.lists.push(read);
    let length = this.lists.reduce((sum, one) => sum + one.length, 0);
    while (this.lists.length > MOST_LISTS || length > MOST_LENGTH)
      length -= this.lists.shift()?.length ?? 0;
  }
}

const isSame = (some: readonly MeasureText[], others: readonly MeasureText[]): boolean =>
  some.length === others.length &&
  some.every(({ window, owner, measure }, at) => {
    const other = others[at];
    return other?.measure === measure && other.owner === owner && other.window === window;
  });

/** A key's measures, sorted by window and student. */
export const readAll = (texts: readonly MeasureText[]): readonly Measured<unknown>[] =>
  texts.map(readMeasure).sort(byWindow);

const readMeasure = ({ window, owner, measure: text }: MeasureText): Measured<unknown> => {
  const measure = JSON.parse(text) as unknown;
  return isSubjectOwner(owner)
    ? { window, measure, subject: subjectOfOwner(owner) }
    : { window, measure };
};
