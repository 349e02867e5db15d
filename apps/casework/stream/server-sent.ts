/**
 * The lines of a stream of server-sent events (WHATWG HTML, section 9.2). What is put into them holds no line ends.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export const sentEvent = (event: string, id: string, data: unknown): string =>
  `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/** Keeps the line open. The id counts, although nothing is dispatched: a client resumes from here. */
export const heartbeat = (id: string): string => `: heartbeat\nid: ${id}\n\n`;

/** Milliseconds after which a client that was cut off comes back. */
export const comeBackAfter = (ms: number): string => `retry: ${String(ms)}\n`;
