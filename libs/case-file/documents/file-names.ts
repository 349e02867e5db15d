import type { CaseDocument, DocumentName } from './case-documents.js';

const FOLDER_OF_DELIVERY = {
  notice: '11-送达回证',
  decision: '41-送达回证',
  appeal_decision: '50-申诉',
  lifting: '70-解除处分',
} as const;

/** One file; the second and later ones get their number. */
const SINGLE: Readonly<Partial<Record<DocumentName, string>>> = {
  notice: '10-拟处理告知书',
  college_notice: '10-课程规范问题通知书',
  conclusion: '40-课程规范认定书',
  answers: '21-申辩意见答复',
  legal_review: '30-合法性审查',
  minutes: '31-会议记录及表决',
  decision: '40-处分决定书',
};

const FOLDER: Readonly<Partial<Record<DocumentName, string>>> = {
  statement: '20-陈述申辩',
  college_answer: '20-学院答复',
  appeal: '50-申诉',
  appeal_decision: '50-申诉',
  acknowledgement: '60-成绩处理回执',
  lifting: '70-解除处分',
};

/** Where each document lies below `data/` of a case file: names in the order in which a case is read. */
export const fileNames = (documents: readonly CaseDocument[]): ReadonlyMap<string, string> => {
  const counts = new Map<string, number>();
  const next = (place: string): number => {
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return count;
  };
  return new Map(documents.map((document) => [document.id, nameOf(document, next)]));
};

const nameOf = ({ document, of, title }: CaseDocument, next: (place: string) => number): string => {
  const single = SINGLE[document];
  if (single !== undefined) {
    const count = next(single);
    return `${single}${count === 1 ? '' : `-${String(count)}`}.pdf`;
  }
  const folder = of === undefined ? (FOLDER[document] ?? '90-其他') : FOLDER_OF_DELIVERY[of];
  return `${folder}/${String(next(folder)).padStart(2, '0')}-${title}.pdf`;
};
