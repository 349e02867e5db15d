import { createServer, type Server } from 'node:http';
import type { Settings } from '../../../libs/platform/settings.js';

const ALIVE = { status: 200, type: 'application/json', body: { status: 'ok' } };
const NOT_READY = {
  status: 503,
  type: 'application/problem+json',
  body: {
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    code: 'not_ready',
    detail: 'not ready: the engines cannot be reached yet',
  },
};

export interface WaitingRoom {
  close(): Promise<void>;
}

/**
 * Answers on the server's port while the engines are not open: the process lives (`/healthz`) and
 * cannot take work (everything else). Resolves without one where the port cannot be had: the server
 * itself will say so.
 */
export const openWaitingRoom = async ({ port, host }: Settings): Promise<WaitingRoom> => {
  const server = createServer(({ url }, response) => {
    const { status, type, body } = url === '/healthz' ? ALIVE : NOT_READY;
    response.writeHead(status, { 'content-type': type, 'retry-after': '5', connection: 'close' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve());
    server.listen(port, host, () => resolve());
  });
  return { close: () => closed(server) };
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
