import type { Detector } from '../../detector.js';
import { ANSWERED, SUBMITTED, answerDay, type AnswerDay } from '../assessments/answers.js';
import { concludeSimilar } from './conclude.js';
import { defaults } from './limits.js';

/**
 * Answers too alike: two of a class, or a group, who give the same answers, and the same wrong ones,
 * far beyond what people of their ability have in common; the more so, answer by answer, where the one
 * follows in the other's steps. First attempts, over all assessments of an
 * offering; a paper answered in another's shuffled order, step by step after him (steps.ts); and an
 * examination written in step with another, item by item, whatever is told of answers (lockstep.ts);
 * and the same texts where everybody writes his own (own-words.ts).
 * Nothing is said where only points are told.
 */
export const answerSimilarity: Detector<AnswerDay> = {
  name: 'answer-similarity',
  version: '7',
  violation: 'content_leak',
  group: 'answers',
  key: 'offering',
  perStudent: true,
  types: [ANSWERED, SUBMITTED],
  window: 'day',
  defaults,
  measure: answerDay,
  conclude: concludeSimilar,
};
