import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly id: string;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: string;
}

/** What a registry's address does: answers with `status` and remembers what came. */
export const startReceiver = async () => {
  const received: Received[] = [];
  const state = { status: 204 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const headers = request.headers as Record<string, string>;
      const body = JSON.parse(raw) as Record<string, unknown>;
      received.push({ id: headers['webhook-id'] ?? '', body, headers, raw });
      response.writeHead(state.status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/probity`,
    answerWith: (status: number) => (state.status = status),
    ids: () => received.map(({ id }) => id),
    close: () => server.close().closeAllConnections(),
  };
};

export const proves = (secret: string, { raw, headers }: Received): boolean => {
  try {
    new Webhook(secret).verify(raw, headers);
    return true;
  } catch {
    return false;
  }
};
