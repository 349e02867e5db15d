import { Agent, request } from 'node:http';

export interface Load {
  readonly url: string;
  readonly bodies: readonly Buffer[];
  readonly connections: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadResult {
  readonly seconds: number;
  /** Milliseconds a request, sorted. */
  readonly latencies: readonly number[];
}

/** Posts every body once over so many kept-alive connections; any answer but 2xx is an error. */
export const post = async ({ url, bodies, connections, headers }: Load): Promise<LoadResult> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const sent = performance.now();
      await send(url, agent, body, headers);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { seconds, latencies: latencies.sort((a, b) => a - b) };
};

const send = (
  url: string,
  agent: Agent,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { agent, method: 'POST', headers: { ...headers, 'content-length': body.length } },
      (response) => {
        const status = response.statusCode ?? 0;
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          if (status >= 200 && status < 300) resolve();
          else
            reject(
              new Error(`${String(status)}: ${Buffer.concat(parts).toString().slice(0, 300)}`),
            );
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
