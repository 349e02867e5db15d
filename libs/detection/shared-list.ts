import type { MeasureContext } from './detector.js';

type Known = Pick<MeasureContext, 'roster'>;
type Plain = string | number;
/** By the work's number, or its number and what else it was told. */
type Answers = Map<number | string, unknown>;

/** Lists of the window at hand. Not weak: so many short-lived weak entries cost more than they save. */
const lists = new Map<unknown, Answers>();
/** More than a window has, where nobody says that a window is done. */
const MOST_LISTS = 64;

/** The list asked about last: mostly it is the next one, too. */
let last: unknown;
let ofLast: Answers = new Map();

/** The window at hand is done: its lists may go. */
export const windowDone = (): void => {
  lists.clear();
  last = undefined;
};

const answersOf = (items: unknown): Answers => {
  if (items === last) return ofLast;
  let known = lists.get(items);
  if (!known) {
    if (lists.size >= MOST_LISTS) lists.clear();
    known = new Map();
    lists.set(items, known);
  }
  last = items;
  ofLast = known;
  return known;
};

let works = 0;

/**
 * A pure function of a list, worked out once for each list while its window is judged. Detectors that
 * want the same events of a window get the same list (wanted.ts), and share what they read in it.
 * Lists are not changed after they were read, answers never.
 */
export const ofList = <Item, Rest extends readonly Plain[], Answer>(
  work: (items: readonly Item[], ...rest: Rest) => Answer,
): ((items: readonly Item[], ...rest: Rest) => Answer) => {
  const id = (works += 1);
  return (items, ...rest) => {
    const answers = answersOf(items);
    const asked = rest.length === 0 ? id : `${String(id)} ${rest.join(' ')}`;
    const known = answers.get(asked);
    if (known !== undefined) return known as Answer;
    const answer = work(items, ...rest);
    answers.set(asked, answer);
    return answer;
  };
};

/** The same for what looks at the roster besides; of policy and the calendar it must know nothing. */
export const ofListIn = <Item, Answer>(
  work: (items: readonly Item[], context: Known) => Answer,
): ((items: readonly Item[], context: Known) => Answer) => {
  const kept = ofList<Item, [], { by?: Known & { answer: Answer } }>(() => ({}));
  return (items, context) => {
    const own = kept(items);
    if (own.by?.roster !== context.roster)
      own.by = { roster: context.roster, answer: work(items, context) };
    return own.by.answer;
  };
};

/**
 * The same of a key's measures, for as long as somebody has their list: judges that measure alike
 * conclude from one list (read-measures.ts), and what takes a whole class apart is done once.
 */
export const ofMeasures = <Item, Rest extends readonly Plain[], Answer extends object>(
  work: (items: readonly Item[], ...rest: Rest) => Answer,
): ((items: readonly Item[], ...rest: Rest) => Answer) => {
  const kept = new WeakMap<readonly Item[], Map<string, Answer>>();
  return (items, ...rest) => {
    const answers = kept.get(items) ?? new Map<string, Answer>();
    kept.set(items, answers);
    const asked = rest.join(' ');
    const answer = answers.get(asked) ?? work(items, ...rest);
    answers.set(asked, answer);
    return answer;
  };
};
