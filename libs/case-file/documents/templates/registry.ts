import { appealDecision1 } from './appeal-decision-1.js';
import { collegeAnswer1 } from './college-answer-1.js';
import { collegeNotice1 } from './college-notice-1.js';
import { conclusion1 } from './conclusion-1.js';
import { decision1 } from './decision-1.js';
import { decision2 } from './decision-2.js';
import { deliveryRecord1 } from './delivery-record-1.js';
import { lifting1 } from './lifting-1.js';
import { lifting2 } from './lifting-2.js';
import { notice1 } from './notice-1.js';
import { notice2 } from './notice-2.js';
import { record1 } from './record-1.js';

/** Every version of every template, oldest first. A version stays for ever; a new wording is a new line. */
export const TEMPLATES = {
  notice: [notice1, notice2],
  decision: [decision1, decision2],
  appeal_decision: [appealDecision1],
  lifting: [lifting1, lifting2],
  delivery: [deliveryRecord1],
  record: [record1],
  college_notice: [collegeNotice1],
  college_answer: [collegeAnswer1],
  conclusion: [conclusion1],
} as const;
