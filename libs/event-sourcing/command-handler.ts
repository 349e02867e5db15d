import { fold, type Decider } from './decider.js';
import type { EventStore } from './event-store.js';
import type { DomainEvent, Metadata, NewEvent, RecordedEvent } from './recorded-event.js';

/** A whole stream, oldest first, and its fold by the decider's `evolve`. */
export interface Loaded {
  readonly history: readonly RecordedEvent[];
  readonly state: unknown;
}

export interface CommandContext<Id extends string = string> {
  readonly metadata: Metadata;
  /** The version that the caller decided upon; absent means "whatever it is now". */
  readonly expected?: number;
  /**
   * The stream as the caller has just read it and what it folds to: the first attempt decides upon that.
   * Should it be behind, the append finds out.
   */
  readonly loaded?: Loaded;
  /** One id per event; called again for each attempt. */
  readonly newId: () => Id;
}

export interface Handled<State, Event> {
  readonly ok: true;
  readonly state: State;
  readonly version: number;
  /** What was appended; empty when the command changed nothing. */
  readonly events: readonly Event[];
  /** True when the idempotency key was seen before: this is the first outcome again. */
  readonly repeated: boolean;
}

export type HandlerRefusal<Refusal> =
  | { readonly ok: false; readonly kind: 'refused'; readonly refusal: Refusal }
  /** Somebody else was faster; `current` is the stream's version now. */
  | { readonly ok: false; readonly kind: 'conflict'; readonly current: number }
  /** The idempotency key stands for another command. */
  | { readonly ok: false; readonly kind: 'key-reused' };

export type CommandOutcome<State, Event, Refusal> = Handled<State, Event> | HandlerRefusal<Refusal>;

/** Attempts against other writers before an unpinned command is answered with `conflict`. */
const ATTEMPTS = 10;

/**
 * Load, fold, decide, append with the version that was folded. A conflict is retried on the new
 * state when the caller pinned no version.
 *
 * `metadata.idempotencyKey` makes a repeated command answer its first outcome, as far as the
 * stream remembers it (a command that appended nothing leaves no trace, and repeating it is
 * harmless).
 */
export const commandHandler =
  <State, Command, Event extends DomainEvent, Refusal>(
    store: EventStore,
    decider: Decider<State, Command, Event, Refusal>,
  ) =>
  async (
    stream: string,
    command: Command,
    context: CommandContext,
  ): Promise<CommandOutcome<State, Event, Refusal>> => {
    for (let attempt = 1; ; attempt += 1) {
      const loaded = attempt === 1 ? context.loaded : undefined;
      const history = (loaded?.history ??
        (await store.readStream<Event>(stream))) as readonly RecordedEvent<Event>[];
      const first = repeated(decider, history, context.metadata);
      if (first) return first;
      const version = history.at(-1)?.version ?? 0;
      const { expected } = context;
      if (expected !== undefined && expected !== version)
        return { ok: false, kind: 'conflict', current: version };

      const before = loaded
        ? (loaded.state as State)
        : fold(decider.evolve, decider.initialState, asEvents(history));
      const decision = decider.decide(command, before);
      if (!decision.ok) return { ok: false, kind: 'refused', refusal: decision.refusal };
      const { events } = decision;
      const state = fold(decider.evolve, before, events);
      if (events.length === 0) return { ok: true, state, version, events, repeated: false };

      const appended = await store.append(stream, version || 'none', envelop(events, context));
      if (appended.ok)
        return { ok: true, state, version: appended.version, events, repeated: false };
      // Whoever was faster may have been the same command: a pinned version is looked at again too.
      if (attempt >= ATTEMPTS) return { ok: false, kind: 'conflict', current: appended.current };
    }
  };

const envelop = <Event extends DomainEvent>(
  events: readonly Event[],
  { newId, metadata }: CommandContext,
): NewEvent<Event>[] => events.map(({ type, data }) => ({ id: newId(), type, data, metadata }));

/** The folded events are the recorded ones: a fact's type and data, whatever envelope it has. */
const asEvents = <Event extends DomainEvent>(history: readonly RecordedEvent<Event>[]) =>
  history as unknown as readonly Event[];

/** An idempotency key is remembered for a day. */
export const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;

const repeated = <State, Command, Event extends DomainEvent, Refusal>(
  decider: Decider<State, Command, Event, Refusal>,
  history: readonly RecordedEvent<Event>[],
  { idempotencyKey, bodyHash, at }: Metadata,
): CommandOutcome<State, Event, Refusal> | undefined => {
  if (idempotencyKey === undefined) return undefined;
  const oldest = Date.parse(at) - KEY_LIFETIME_MS;
  const theirs = history.filter(
    ({ metadata }) =>
      metadata.idempotencyKey === idempotencyKey && Date.parse(metadata.at) >= oldest,
  );
  const last = theirs.at(-1);
  if (last === undefined) return undefined;
  if (last.metadata.bodyHash !== bodyHash) return { ok: false, kind: 'key-reused' };
  const then = history.filter(({ version }) => version <= last.version);
  const state = fold(decider.evolve, decider.initialState, asEvents(then));
  return { ok: true, state, version: last.version, events: asEvents(theirs), repeated: true };
};
