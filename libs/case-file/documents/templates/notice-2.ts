import type { NoticeFacts } from '../facts/notice-facts.js';
import type { Template } from '../template.js';
import { composeNotice, notice1 } from './notice-1.js';

/** In the short path the numbers of the signals that it cites stand beside the facts. */
export const notice2: Template<NoticeFacts> = {
  ...notice1,
  version: 2,
  from: '2026-01-01',
  compose: (facts) => composeNotice(facts, 'notice@2'),
};
