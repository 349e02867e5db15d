import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Global, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsInt, IsString, Max, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from './app.js';
import type { KeyRing } from './auth/key-ring.js';
import { loadTokenKey, signLocalToken } from './auth/local-tokens.js';
import { Caller, Roles, type Principal } from './principal.js';
import { Problem } from './problem.js';
import { localTokenKeyFile, readSettings } from './settings.js';
import { KEY_RING } from './tokens.js';

class Inner {
  @IsInt()
  @Max(3)
  n!: number;
}

class Payload {
  @IsString()
  name!: string;

  @ValidateNested()
  @Type(() => Inner)
  inner!: Inner;
}

@Controller('probe')
class ProbeController {
  @Get('me')
  me(@Caller() caller: Principal) {
    return caller;
  }

  @Post()
  @Roles('officer')
  take(@Body() body: Payload) {
    return body;
  }

  @Get('fail/:how')
  fail(@Param('how') how: string) {
    if (how === 'known') throw new Problem(409, 'wrong_version', 'reload', { current: 7 });
    if (how === 'full')
      throw Object.assign(new Error('a secret in a message'), { storageFull: true });
    throw new Error('a secret in a message');
  }
}

const ring: KeyRing = { sourceOf: (secret) => (secret === 'k-1' ? 'chaoxing' : undefined) };

@Global()
@Module({
  controllers: [ProbeController],
  providers: [{ provide: KEY_RING, useValue: ring }],
  exports: [KEY_RING],
})
class ProbeModule {}

const start = async (dataDir: string, dev: boolean) => {
  const settings = readSettings(
    { PROBITY_DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
    { dev },
  );
  const app = await createApp([ProbeModule], settings);
  await app.listen(0, '127.0.0.1');
  return app;
};

const officer = { authorization: 'Bearer dev:officer:li' };

describe('the platform over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-platform-'));
  let app: NestFastifyApplication;
  let url: string;
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    const body = (json ? JSON.parse(text) : text) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  };
  const post = (body: string, headers: Record<string, string> = {}) =>
    call('/probe', {
      method: 'POST',
      headers: { ...officer, 'content-type': 'application/json', ...headers },
      body,
    });

  beforeAll(async () => {
    app = await start(dataDir, true);
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given no token or a wrong one, when a route is called, then 401 as a problem', async () => {
    for (const authorization of [
      undefined,
      'Bearer dev:king:li',
      'Bearer x',
      'Basic x',
      'Bearer a.b.c',
    ]) {
      const answer = await call('/probe/me', { headers: authorization ? { authorization } : {} });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.body).toMatchObject({ code: 'unauthenticated', status: 401 });
    }
  });

  it('given each kind of token, when a route is called, then its bearer is known', async () => {
    const local = await signLocalToken(
      loadTokenKey(localTokenKeyFile(dataDir)),
      { role: 'auditor', name: '王' },
      Date.now(),
      60,
    );
    const basic = Buffer.from('chaoxing:k-1').toString('base64');
    const me = async (authorization: string) =>
      (await call('/probe/me', { headers: { authorization } })).body;
    expect(await me('Bearer dev:officer:li')).toEqual({ role: 'officer', name: 'li' });
    expect(await me('Bearer dev:officer:%E7%8E%8B')).toEqual({ role: 'officer', name: '王' });
    expect(await me(`Bearer ${local}`)).toEqual({ role: 'auditor', name: '王' });
    expect(await me('Bearer k-1')).toEqual({ role: 'vendor', name: 'chaoxing' });
    expect(await me(`Basic ${basic}`)).toEqual({ role: 'vendor', name: 'chaoxing' });
  });

  it('given an expired or foreign local token, when used, then 401', async () => {
    const key = loadTokenKey(localTokenKeyFile(dataDir));
    const li: Principal = { role: 'officer', name: 'li' };
    const expired = await signLocalToken(key, li, Date.now() - 120_000, 60);
    const foreign = await signLocalToken(new Uint8Array(32), li, Date.now(), 60);
    for (const token of [expired, foreign])
      expect(
        (await call('/probe/me', { headers: { authorization: `Bearer ${token}` } })).status,
      ).toBe(401);
  });

  it('given a role that may not, when a route is called, then 403', async () => {
    const answer = await post('{}', { authorization: 'Bearer dev:student:1' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('given bodies that do not fit, when posted, then the pointer names the field', async () => {
    const inner = await post('{"name":"a","inner":{"n":4}}');
    expect(inner).toMatchObject({ status: 400, body: { code: 'invalid', pointer: '/inner/n' } });
    const unknown = await post('{"name":"a","inner":{"n":1},"nmae":1}');
    expect(unknown).toMatchObject({ status: 400, body: { pointer: '/nmae' } });
    const typed = await post('{"name":"a","inner":{"n":"4"}}');
    expect(typed.body).toMatchObject({
      pointer: '/inner/n',
      detail: 'n must be an integer number',
    });
    expect(await post('{"name":')).toMatchObject({ status: 400, body: { code: 'malformed_json' } });
    expect(await post('a', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await post(`"${'x'.repeat(1_100_000)}"`)).toMatchObject({ status: 413 });
    expect(await post('{"name":"a","inner":{"n":1}}')).toMatchObject({ status: 201 });
  });

  it('given an unknown route or method, when called, then 404 and 405 as problems', async () => {
    const missing = await call('/students/2023010123', { headers: officer });
    expect(missing).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(JSON.stringify(missing.body)).not.toContain('2023010123');
    const wrong = await call('/probe', { method: 'DELETE', headers: officer });
    expect(wrong).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(wrong.headers.get('allow')).toBe('POST');
  });

  it('given what no route ever sees, when sent, then it is a problem all the same', async () => {
    const encoded = await call('/probe/fail/%zz');
    expect(encoded).toMatchObject({ status: 400, body: { code: 'malformed_url' } });
    const long = await call(`/probe/fail/${'x'.repeat(2000)}`);
    expect(long).toMatchObject({ status: 414, body: { code: 'too_large' } });
    const overflow = await call(`/${'x'.repeat(20_000)}`);
    expect(overflow).toMatchObject({ status: 431, body: { code: 'too_large' } });
    for (const { headers: received } of [encoded, long, overflow])
      expect(received.get('content-type')).toContain('application/problem+json');
  });

  it('given a page that was made to point here, when it uses a dev token, then it is nobody', async () => {
    const { port } = new URL(url);
    const status = await new Promise((resolve) => {
      const headers = { ...officer, host: 'evil.example' };
      request({ port, path: '/probe/me', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect(status).toBe(401);
  });

  it('given a refusal and a failure, when thrown, then only the refusal speaks', async () => {
    const known = await call('/probe/fail/known', { headers: officer });
    expect(known).toMatchObject({ status: 409, body: { code: 'wrong_version', current: 7 } });
    const full = await call('/probe/fail/full', { headers: officer });
    expect(full).toMatchObject({ status: 503, body: { code: 'disk_full' } });
    expect(full.headers.get('retry-after')).toBe('60');
    const failure = await call('/probe/fail/other', { headers: officer });
    expect(failure).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(failure.body)).not.toContain('secret');
  });

  it('given the open routes, when asked, then they answer with security headers', async () => {
    const health = await call('/healthz');
    expect(health).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(health.headers.get('x-content-type-options')).toBe('nosniff');
    expect(health.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await call('/readyz')).status).toBe(200);
    expect((await call('/api/docs')).status).toBe(200);
    const { body } = await call('/api/openapi.json');
    expect(Object.keys(body['paths'] as object)).toContain('/probe/me');
  });

  it('given an operator, when metrics are read, then requests are counted by route pattern', async () => {
    expect((await call('/metrics', { headers: officer })).status).toBe(403);
    const metrics = await call('/metrics', { headers: { authorization: 'Bearer dev:operator:o' } });
    expect(String(metrics.body)).toMatch(/route="\/probe\/fail\/:how",status="409"\} 1/);
  });

  it('given no --dev, when a dev token is used, then it is worth nothing', async () => {
    const plain = await start(dataDir, false);
    const answer = await fetch(`${await plain.getUrl()}/probe/me`, { headers: officer });
    await plain.close();
    expect(answer.status).toBe(401);
  });
});
