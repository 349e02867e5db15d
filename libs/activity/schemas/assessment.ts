import { atLeastZero, dataOf, flag, number, oneOf, text } from './schema.js';

/** A vendor counts attempts or names them. */
const attempt = { type: ['string', 'integer'] };

const sitting = {
  attempt,
  kind: oneOf('quiz', 'homework', 'exam'),
  'score?': number,
  'maxScore?': atLeastZero,
};

export const ASSESSMENT = {
  'probity.assessment.started.v1': dataOf(sitting),
  'probity.assessment.submitted.v1': dataOf(sitting),
  // What was answered depends on the item: a letter, several, a number, a text.
  'probity.assessment.answered.v1': dataOf({
    attempt,
    item: text,
    'response?': {},
    'correct?': flag,
    'elapsedSec?': atLeastZero,
  }),
  'probity.assessment.answer_shown.v1': dataOf({ item: text }),
};
