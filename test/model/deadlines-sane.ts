import type { Deadline } from '../../libs/cases/deadline.js';
import type { Case } from '../../libs/cases/state.js';
import { DAY } from './cast.js';
import { CLOSED } from './entrance.js';

/** Least and most days between start and due, in plain days, by the articles; extensions apart. */
const SPAN: Readonly<Record<string, readonly [least: number, most: number]>> = {
  defence: [3, 40],
  appeal: [10, 25],
  appeal_conclusion: [15, 45],
  provincial_appeal: [15, 75],
  whole_case: [90, 105],
  sanction: [150, 380],
  lifting_review: [100, 380],
  college_answer: [1, 40],
};

/** Throws where a deadline is one that cannot be: over before it began, at no midnight, twice. */
export const deadlinesAreSane = ({ facts, stage }: Case): void => {
  const names = facts.deadlines.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error('a deadline stands twice');
  facts.deadlines.forEach(isSane);
  const running = facts.deadlines.filter(({ state }) => state === 'running');
  const suspended = stage.status === 'suspended';
  for (const { name, pausedSince } of running) {
    if (suspended && pausedSince === undefined) throw new Error(`${name} runs in a suspended case`);
    if (closed(stage.status) && !LATE.includes(name))
      throw new Error(`${name} runs in ${stage.status}`);
    if (name === 'defence' && !suspended && !OPEN_TO_THE_STUDENT.includes(stage.status))
      throw new Error(`the defence runs in ${stage.status}`);
  }
};

/** After the school has concluded, the student may still go to the province. */
const LATE: readonly string[] = ['provincial_appeal'];
const OPEN_TO_THE_STUDENT: readonly string[] = ['defence_open', 'objection_open'];
const closed = (status: string): boolean => (CLOSED as readonly string[]).includes(status);

const isSane = ({ name, start, due, unit, days, extended, state, pausedSince }: Deadline): void => {
  if (!(due > start)) throw new Error(`${name} is over before it begins`);
  // 24:00 in Xining is 16:00 in Greenwich.
  if ((due - 16 * 3_600_000) % DAY !== 0) throw new Error(`${name} ends at no midnight`);
  if (pausedSince !== undefined && state !== 'running')
    throw new Error(`${name} is ${state} and paused`);
  const [least = 1, most = 400] = SPAN[name] ?? [];
  const length = (due - start) / DAY;
  if (length < least) throw new Error(`${name} has ${length} days, fewer than ${least}`);
  if (extended === 0 && pausedSince === undefined && length > most + PAUSED)
    throw new Error(`${name} has ${length} days, more than ${most}`);
  if (days < 1) throw new Error(`${name} counts ${days} ${unit} days`);
};

/** Pauses of any length may have moved the end. */
const PAUSED = 4000;
