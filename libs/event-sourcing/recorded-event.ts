/** What happened: a PascalCase type in the past tense and its data, which must survive JSON. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** Who caused a fact. `person` is a staff id, or a random subject id for a student, or a service. */
export interface Actor {
  readonly role: string;
  readonly person: string;
}

/** The machine acting by itself. */
export const systemActor = (service: string): Actor => ({ role: 'system', person: service });

export interface Metadata {
  /** RFC 3339 instant at which the fact was recorded, by the server's clock. */
  readonly at: string;
  readonly actor: Actor;
  readonly causationId?: string;
  readonly correlationId?: string;
  /** Hash of caller, route and `Idempotency-Key`, where the command had one. */
  readonly idempotencyKey?: string;
  /** Hash of the command's body; the same key with another body is refused. */
  readonly bodyHash?: string;
  /** Version of the data's shape, 1 when absent; stamped and read by the upcasters. */
  readonly schema?: number;
}

/** An event on its way into a stream. `id` makes a retried append recognisable. */
export interface NewEvent<Event extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly type: Event['type'];
  readonly data: Event['data'];
  readonly metadata: Metadata;
}

/**
 * Place of an event in the whole log: a safe integer, comparable, with holes allowed, strictly
 * increasing in commit order. Readers treat it as opaque.
 */
export type Position = number;

/** Before the first event. */
export const START: Position = 0;

/** A fact as the store gives it back. */
export interface RecordedEvent<Event extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly stream: string;
  /** 1 for the first event of its stream, without holes. */
  readonly version: number;
  readonly position: Position;
  readonly type: Event['type'];
  readonly data: Event['data'];
  readonly metadata: Metadata;
  /** 16 random bytes in hex, drawn by the store: blinds the event's leaf in the Merkle log. */
  readonly salt: string;
}
