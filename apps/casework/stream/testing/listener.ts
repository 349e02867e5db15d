import { request, type ClientRequest, type IncomingMessage } from 'node:http';

/** What came over a stream of server-sent events. */
export interface Sent {
  readonly event?: string;
  readonly id?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly comment?: string;
}

export interface Listener {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Everything so far, in its order. */
  readonly sent: readonly Sent[];
  /** The body of a refusal, or what is not yet a whole event. */
  text(): string;
  /** Resolves once so many `case` events are there, rejects after `ms`, 5 s unless told otherwise. */
  cases(count: number, ms?: number): Promise<readonly Sent[]>;
  /** Whether the server has ended it or cut it off. */
  isOver(): boolean;
  pause(): void;
  resume(): void;
  close(): void;
}

/** A client of `text/event-stream` that shows every line, comments too. */
export const listen = (
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Listener> =>
  new Promise((resolve, reject) => {
    const call: ClientRequest = request(url, { headers, agent: false }, (answer) =>
      resolve(listenerOf(call, answer)),
    );
    call.on('error', reject);
    call.end();
  });

const listenerOf = (call: ClientRequest, answer: IncomingMessage): Listener => {
  const sent: Sent[] = [];
  let rest = '';
  let over = false;
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    sent.push(...blocks.map((block) => parsed(block)));
  });
  for (const end of ['end', 'close', 'error'] as const) answer.on(end, () => (over = true));
  const cases = () => sent.filter(({ event }) => event === 'case');
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    sent,
    text: () => rest,
    cases: async (count, ms) => {
      await until(() => cases().length >= count, ms);
      return cases();
    },
    isOver: () => over,
    pause: () => void answer.pause(),
    resume: () => void answer.resume(),
    close: () => void call.destroy(),
  };
};

/** Rejects after `ms`. */
export const until = async (isSo: () => boolean, ms = 5_000): Promise<void> => {
  for (const end = Date.now() + ms; !isSo();) {
    if (Date.now() > end) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const parsed = (block: string): Sent => {
  const fields = block.split('\n').map((line) => {
    const colon = line.indexOf(':');
    return [colon === 0 ? 'comment' : line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  const { data, ...rest } = Object.fromEntries(fields);
  return { ...rest, ...(data === undefined ? {} : { data: JSON.parse(data) as Sent['data'] }) };
};
