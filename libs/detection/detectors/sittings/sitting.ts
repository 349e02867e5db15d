/** One item of a sitting: digest of its id, seconds it took (-1 unknown), right 1, wrong 0, untold -1. */
export type PacedItem = readonly [item: string, sec: number, right: number];

/** One student's attempt at an assessment on one day, in little. */
export interface PacedSitting {
  readonly assessment: string;
  readonly kind: 'quiz' | 'homework' | 'exam' | 'unknown';
  readonly source: string;
  /** Milliseconds: begun where that was told, else the first answer; last answer or submission. */
  readonly from: number;
  readonly to: number;
  /** Whether the beginning was told; without it the time of the first item is not known. */
  readonly begun: boolean;
  /**
   * `each`: answers have instants of their own. `at_once`: all of them one instant. `late`: they were
   * recorded at another time than they claim, so that nothing follows from their instants.
   */
  readonly told: 'each' | 'at_once' | 'late';
  /** What `told` and the seconds say by the device's clock alone: the server had them in batches. */
  readonly claimed?: true;
  /** Instants are whole seconds. */
  readonly whole: boolean;
  /** In the order of first answers. */
  readonly items: readonly PacedItem[];
  /** Share of the greatest score, 0–1; -1 untold. */
  readonly score: number;
  /** Ids of events to cite; kept only where the pace could ever be held against anybody. */
  readonly refs: readonly string[];
}

/** A sitting with its items in one text, for measures are many: see packItems. */
export interface PackedSitting extends Omit<PacedSitting, 'items'> {
  readonly items: string;
}

/** One student's sittings of an offering on one day. */
export interface SittingDay {
  readonly offering: string;
  readonly sittings: readonly PackedSitting[];
}

/** `name+1t9 name-5k`: name, rightness, hundredths of seconds to base 36, `x` where unknown. */
export const packItems = (items: readonly PacedItem[]): string =>
  items
    .map(([item, sec, right]) => {
      const sign = right === 1 ? '+' : right === 0 ? '-' : '?';
      return `${item}${sign}${sec < 0 ? 'x' : Math.round(sec * 100).toString(36)}`;
    })
    .join(' ');

export const unpackItems = (packed: string): readonly PacedItem[] =>
  packed.split(' ').map((text) => {
    const at = signIn(text);
    const sign = text[at];
    const told = text.slice(at + 1);
    const sec = told === 'x' ? -1 : parseInt(told, 36) / 100;
    return [text.slice(0, at), sec, sign === '+' ? 1 : sign === '-' ? 0 : -1];
  });

/** Where the sign for right, wrong or untold stands: names have none of them. */
function signIn(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === PLUS || code === MINUS || code === MARK) return at;
  }
  return -1;
}

const [PLUS, MINUS, MARK] = ['+', '-', '?'].map((sign) => sign.charCodeAt(0));

/** Answers within this many milliseconds are one instant: one request, told item by item. */
export const AT_ONCE_MS = 2_000;
/** Fewest answers of which a pace can be told. */
export const FEWEST_ITEMS = 4;
