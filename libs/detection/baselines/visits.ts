/** Hours around a viewing in which a login or a page belongs to it. */
const BEFORE_SEC = 8 * 3600;
const AFTER_SEC = 3600;
const BLOCK_SEC = 2 * 3600;
/** A week's blocks of two hours. */
export const MOST_BLOCKS = 96;
/** From so many sessions on, not all were kept: the mark says nothing. */
export const MOST_PAGES = 64;

const VISIT = /^probity\.(session\.started|content\.viewed|assessment\.|forum\.)/;

/** A login, a page, a quiz, a post: what somebody at the platform does besides watching. */
export const isVisit = (type: string): boolean => {
  if (type !== lastType) {
    lastType = type;
    ofLast = VISIT.test(type);
  }
  return ofLast;
};

/** The type asked about last: an event's mostly is its neighbour's. */
let lastType = '';
let ofLast = false;

export const blockOf = (sec: number): number => Math.floor(sec / BLOCK_SEC);

/** Whether a visit stands in the hours around a viewing; all in seconds. */
export const isVisited = (first: number, last: number, visits: Iterable<number>): boolean => {
  const from = blockOf(first - BEFORE_SEC);
  const to = blockOf(last + AFTER_SEC);
  for (const block of visits) if (block >= from && block <= to) return true;
  return false;
};
