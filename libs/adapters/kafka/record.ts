/** A record as the client gives it, apart from the client's own types. */
export interface IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  /** Kafka's offsets are 64 bit: text. */
  readonly offset: string;
  /** Milliseconds, as text. */
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, HeaderValue>>;
}

export type HeaderValue = Buffer | string | readonly (Buffer | string)[] | undefined;

/** A record on its way out. */
export interface OutgoingRecord {
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}
