import { atLeastZero, count, dataOf, instant, number, text } from './schema.js';

export const RECORD = {
  'probity.forum.posted.v1': dataOf({ 'textHash?': text, 'length?': count }),
  'probity.grade.recorded.v1': dataOf({ component: text, score: number, maxScore: atLeastZero }),
  'probity.platform.reported.v1': dataOf({ violation: text, reason: text, reference: text }),
  'probity.feed.completed.v1': dataOf({ until: instant }),
};
