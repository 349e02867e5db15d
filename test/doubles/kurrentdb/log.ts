import { EventEmitter } from 'node:events';

/** An event as it was sent: data and metadata stay bytes. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface LoggedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  /** Byte offset; commit and prepare position are the same for what gRPC appends. */
  readonly position: number;
}

export type Expected = number | 'any' | 'no_stream' | 'stream_exists';

export type Appended =
  | { readonly ok: true; readonly revision: number; readonly position: number }
  | { readonly ok: false; readonly current: number };

/**
 * The log of the double: what stands here is lost with the object, as with a server in memory. As in
 * the real one, events of the server itself stand between those of its clients.
 */
export class Log {
  readonly events: LoggedEvent[] = [];
  readonly appended = new EventEmitter().setMaxListeners(0);
  private readonly streams = new Map<string, LoggedEvent[]>();
  private end = 1_024;

  constructor() {
    this.append('$server', 'any', [this.own('$ServerStarted')]);
  }

  /** The server's rules of expected revisions, with its idempotency by event ids. */
  append(stream: string, expected: Expected, proposed: readonly ProposedEvent[]): Appended {
    const known = this.stream(stream);
    const current = known.length - 1;
    if (expected === 'stream_exists' && current < 0) return { ok: false, current };
    const wanted =
      expected === 'no_stream' ? -1 : typeof expected === 'number' ? expected : current;
    if (wanted !== current) {
      const there = known.slice(wanted + 1, wanted + 1 + proposed.length);
      const last = there.at(-1);
      const repeated =
        there.length === proposed.length && there.every(({ id }, at) => id === proposed[at]?.id);
      // Where the first stood is not told: whoever relies on it must find out.
      if (repeated && last) return { ok: true, revision: last.revision, position: -1 };
      return { ok: false, current };
    }
    const added = proposed.map((event, at) => this.place(stream, current + 1 + at, event));
    this.streams.set(stream, [...known, ...added]);
    this.events.push(...added);
    if (!stream.startsWith('$')) this.append('$stats', 'any', [this.own('$statsCollected')]);
    this.appended.emit('appended');
    const last = added.at(-1);
    return { ok: true, revision: current + added.length, position: last?.position ?? -1 };
  }

  stream(name: string): readonly LoggedEvent[] {
    return this.streams.get(name) ?? [];
  }

  private place(stream: string, revision: number, event: ProposedEvent): LoggedEvent {
    const position = this.end;
    this.end += 100 + stream.length + event.data.length + event.metadata.length;
    return { ...event, stream, revision, position };
  }

  private own(type: string): ProposedEvent {
    const data = Buffer.from('{}');
    const id = `00000000-0000-4000-8000-${String(this.end).padStart(12, '0')}`;
    return { id, type, contentType: 'application/json', data, metadata: data };
  }
}
