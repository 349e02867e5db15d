import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Webhook } from 'standardwebhooks';
import { HttpsSender } from './https-sender.js';
import { isSecret, newSecret } from './signature.js';

const SECRETS = [newSecret(Buffer.alloc(32, 1)), newSecret(Buffer.alloc(24, 2))];
const BODY = '{"id":"2026-000001-1","kind":"hold","reason":"替课"}';

const sender = (loopback = true) =>
  new HttpsSender({
    rules: { networks: [], loopback },
    timeoutMs: 300,
    wallClock: () => new Date(),
  });

describe('HttpsSender', () => {
  const servers: Server[] = [];
  const listen = async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  };
  const sending = (url: string) => ({ url, id: '2026-000001-1', secrets: SECRETS, body: BODY });
  const send = (url: string, by = sender()) => by.send(sending(url), new AbortController().signal);
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  it('given an address, when a message is sent, then it arrives whole and either secret proves it', async () => {
    let seen: { headers: IncomingMessage['headers']; body: string } | undefined;
    const url = await listen((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
        response.writeHead(204).end();
      });
    });
    expect(await send(url)).toMatchObject({ ok: true, status: 204 });
    expect(seen?.body).toBe(BODY);
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': '2026-000001-1',
    });
    const headers = seen?.headers as Record<string, string>;
    for (const secret of SECRETS)
      expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
    const other = new Webhook(newSecret(Buffer.alloc(32, 9)));
    expect(() => other.verify(BODY, headers)).toThrow();
    expect(() => new Webhook(SECRETS[0]!).verify(BODY.replace('hold', 'none'), headers)).toThrow();
  });

  it('given answers other than 2xx, then each is named and a redirect is not followed', async () => {
    const asked: string[] = [];
    const answering = (status: number, headers = {}) =>
      listen((request, response) => {
        asked.push(request.url ?? '');
        response.writeHead(status, headers).end();
      });
    expect(await send(await answering(302, { location: '/elsewhere' }))).toMatchObject({
      ...{ ok: false, reason: 'redirect', status: 302 },
    });
    expect(await send(await answering(503, { 'retry-after': '7' }))).toMatchObject({
      ...{ ok: false, reason: 'status', status: 503, retryAfterMs: 7000 },
    });
    expect(await send(await answering(422))).toMatchObject({ reason: 'status', status: 422 });
    expect(asked).toEqual(['/hook', '/hook', '/hook']);
  });

  it('given no answer, a broken one, or nobody there, then each is named', async () => {
    expect(await send(await listen(() => undefined))).toMatchObject({ reason: 'timeout' });
    const broken = await listen((request) => request.socket.destroy());
    expect(await send(broken)).toMatchObject({ ok: false, reason: 'no_answer' });
    servers.splice(0).forEach((server) => server.close().closeAllConnections());
    expect(await send(broken)).toMatchObject({ ok: false, reason: 'no_answer' });
  });

  it('given no answer while memory is collected, then the time limit holds all the same', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const url = await listen(() => undefined);
    const collecting = setInterval(collect, 20);
    const answer = await Promise.race([send(url), pause(3000, 'stuck')]);
    clearInterval(collecting);
    expect(answer).toMatchObject({ reason: 'timeout' });
  });

  it('given an answer without end, then its status counts', async () => {
    const url = await listen((_, response) => response.writeHead(200).write('x'));
    expect(await send(url)).toMatchObject({ ok: true, status: 200 });
  });

  it('given a name or an address that leads inside, then nothing is called', async () => {
    let called = false;
    const url = await listen((_, response) => {
      called = true;
      response.end();
    });
    const { port } = new URL(url);
    for (const inside of [url, `https://127.0.0.1:${port}/`, `https://localhost:${port}/`])
      expect(await send(inside, sender(false))).toMatchObject({ reason: 'forbidden_address' });
    // Resolved by this machine's own tables to loopback, although the text does not show it.
    expect(await send(`https://LOCALHOST.:${port}/`, sender(false))).toMatchObject({
      reason: expect.stringMatching(/forbidden_address|unresolvable/),
    });
    expect(called).toBe(false);
  });

  it('given plain http where TLS is spoken, or no secret, then it is named', async () => {
    const url = await listen((_, response) => response.end());
    expect(await send(url.replace('http:', 'https:'))).toMatchObject({ reason: 'tls' });
    const bare = { ...sending(url), secrets: [] };
    expect(await sender().send(bare, new AbortController().signal)).toMatchObject({
      reason: 'no_secret',
    });
  });
});

describe('secrets', () => {
  it('are whsec_ and the base64 of 24 to 64 bytes', () => {
    for (const secret of SECRETS) expect(isSecret(secret)).toBe(true);
    const wrong = [
      ...['', 'whsec_', 'secret', `whsec_${'A'.repeat(8)}`, SECRETS[0]!.slice(6)],
      ...[newSecret(Buffer.alloc(23)), newSecret(Buffer.alloc(65)), 'whsec_!!!!', 'whsec_A==='],
    ];
    for (const text of wrong) expect(isSecret(text)).toBe(false);
  });
});
