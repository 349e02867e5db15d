import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Probity } from './probity.js';
import { Registry } from './registry.js';

const DELAY_MS = 400;

const seed = Number(process.argv[2] ?? 1);
const registry = new Registry(seed, new Probity(process.argv[3] ?? 'dev:registrar:wu'));

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const deliver = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const outcome = registry.take(await textOf(request), request.headers);
  switch (outcome) {
    case 'lost':
    case 'unanswered':
      request.socket.destroy();
      return;
    case 'stopped':
      return;
    case 'delayed':
      setTimeout(() => response.writeHead(200).end('{"ok":true}'), DELAY_MS);
      return;
    default:
      response.writeHead({ forged: 401, failed: 500, none: 200 }[outcome]).end();
  }
};

interface Control {
  readonly probity?: string;
  readonly secret?: string;
  readonly stopped?: boolean;
  readonly mended?: boolean;
  readonly honest?: boolean;
  readonly grades?: readonly { student: string; offering: string; grade: number }[];
}

/** How the test sets the scene. */
const control = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { probity, secret, stopped, mended, honest, grades } = JSON.parse(
    await textOf(request),
  ) as Control;
  if (probity !== undefined) registry.probity.url = probity;
  if (secret !== undefined) registry.secret = secret;
  if (stopped !== undefined) registry.stopped = stopped;
  if (mended !== undefined) registry.mended = mended;
  if (honest !== undefined) registry.honest = honest;
  for (const { student, offering, grade } of grades ?? [])
    registry.book.enter(student, offering, grade);
  response.writeHead(204).end();
};

const look = (response: ServerResponse): void => {
  const { deliveries, forged, book } = registry;
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ deliveries, forged, effects: book.effects(), rows: book.rows() }));
};

const report = async (response: ServerResponse): Promise<void> => {
  await registry.probity.quiet();
  response.writeHead(await registry.probity.state(registry.book.rows())).end();
};

const handle = (request: IncomingMessage, response: ServerResponse): Promise<void> | void => {
  switch (`${request.method} ${request.url}`) {
    case 'POST /outcomes':
      return deliver(request, response);
    case 'POST /control':
      return control(request, response);
    case 'POST /report':
      return report(response);
    case 'GET /book':
      return look(response);
    default:
      response.writeHead(404).end();
  }
};

const server = createServer((request, response) => {
  void Promise.resolve(handle(request, response)).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
}).listen(0, '127.0.0.1', () => {
  console.log(`registry listens on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
