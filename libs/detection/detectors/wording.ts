import { round } from './reading.js';

/** `1 meeting`, `4 meetings`. */
export const counted = (count: number, one: string): string =>
  `${count} ${one}${count === 1 ? '' : 's'}`;

/** A duration as one says it: whole from ten on, one digit below; never a false precision. */
export const spoken = (value: number): number => round(value, value < 10 ? 1 : 0);

/** Seconds up to a minute and a half, then minutes. */
export const lasting = (sec: number): { readonly zh: string; readonly en: string } => {
  const short = sec < 90;
  const value = spoken(short ? sec : sec / 60);
  return {
    zh: `${value} ${short ? '秒' : '分钟'}`,
    en: counted(value, short ? 'second' : 'minute'),
  };
};

/** ` and up to 5 others`, for a group that the account itself is one of; empty for none. */
export const others = (group: number): { readonly zh: string; readonly en: string } =>
  group < 2
    ? { zh: '', en: '' }
    : { zh: `与最多 ${group - 1} 个其他账号`, en: ` and up to ${counted(group - 1, 'other')}` };
