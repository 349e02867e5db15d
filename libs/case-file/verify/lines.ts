/** Why an event or a content is not shown. */
export type Withheld =
  /** Personal data of somebody else, or the identity of staff. */
  | 'third_party'
  /** Working papers of the investigation that nothing rests on. */
  | 'internal'
  /** How a member of the committee voted. */
  | 'deliberation'
  /** Weights and thresholds that would teach evasion. */
  | 'detector'
  /** Destroyed; the hash remains. */
  | 'erased';

export interface LeafEventJson {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** A line of `data/events.jsonl`: an event, or of a withheld one its leaf and the reason. */
export type EventLine = ShownLine | WithheldLine;

export interface ShownLine {
  /** Version of the case. */
  readonly seq: number;
  readonly event: LeafEventJson;
  /** Hex, 16 bytes. */
  readonly salt: string;
  /** Hex: SHA-256(0x00 ‖ salt ‖ JCS(event)). */
  readonly leaf: string;
}

export interface WithheldLine {
  readonly seq: number;
  readonly leaf: string;
  readonly withheld: Withheld;
}

/** A line of `data/extracts.jsonl`: what may be read of a withheld event. The export's signature binds it. */
export interface Extract {
  readonly seq: number;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

export const isShown = (line: EventLine): line is ShownLine => 'event' in line;
