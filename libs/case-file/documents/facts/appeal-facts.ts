import type { CaseEventOf } from '../../../cases/events.js';
import { OUTCOME_WORDS, GROUND_WORDS, LEVEL_WORDS, type Word } from '../words.js';
import { headOf, textOf, type Head, type Printing } from './printing.js';

export interface AppealFacts extends Head {
  /** What was decided, and when, milliseconds. */
  readonly decided?: { readonly words: Word; readonly at: number };
  readonly filedAt?: number;
  readonly appealed: readonly Word[];
  readonly appeal?: string;
  readonly result: 'upheld' | 'remitted';
  readonly recommend?: 'revoke' | 'change';
  readonly grounds: readonly Word[];
  readonly reasons?: string;
  readonly members: number;
  /** Calendar days. */
  readonly provincialAppealDays: number;
}

export const appealFacts = (printing: Printing): AppealFacts => {
  const { result, recommend, grounds, reasons, members } = (
    printing.event as CaseEventOf<'AppealDecided'>
  ).data;
  const { stage } = printing.found;
  const appeal = 'appeal' in stage ? stage.appeal : undefined;
  const words = textOf(printing, appeal?.text);
  const why = textOf(printing, reasons);
  const decided = decidedIn(stage);
  return {
    ...headOf(printing),
    ...(decided ? { decided } : {}),
    ...(appeal ? { filedAt: appeal.at } : {}),
    appealed: (appeal?.grounds ?? []).map((ground) => GROUND_WORDS[ground]),
    ...(words === undefined ? {} : { appeal: words }),
    result,
    ...(recommend ? { recommend } : {}),
    grounds: grounds.map((ground) => GROUND_WORDS[ground]),
    ...(why === undefined ? {} : { reasons: why }),
    members: new Set(members).size,
    provincialAppealDays: printing.reference.limits.provincialAppealDays,
  };
};

const decidedIn = (stage: Printing['found']['stage']): AppealFacts['decided'] => {
  if ('confirmation' in stage)
    return { words: OUTCOME_WORDS[stage.confirmation.outcome], at: stage.confirmation.at };
  if (!('decision' in stage)) return undefined;
  const { outcome, level, at } = stage.decision;
  const words = OUTCOME_WORDS[outcome];
  if (level === undefined) return { words, at };
  const { zh, en } = LEVEL_WORDS[level];
  return { words: { zh: `${words.zh}，给予${zh}处分`, en: `${words.en}; ${en}` }, at };
};
