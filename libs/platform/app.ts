import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync } from 'node:fs';
import { applyBodyLimit, installBodyParsers, ORDINARY_BODY_LIMIT } from './http/body-parsers.js';
import { requestObserver } from './http/request-log.js';
import { RouteTable } from './http/route-table.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { createLog, NestLog, type Log } from './logging.js';
import { Metrics } from './metrics/metrics.js';
import { refuseByRouter, refuseBySocket } from './http/fastify-refusals.js';
import { serveOpenApi } from './http/openapi.js';
import { PlatformModule } from './platform.module.js';
import type { Settings } from './settings.js';

@Module({})
class RootModule {}

/**
 * Builds the application out of the given modules, ready to `listen`. One of them must provide
 * `KEY_RING` globally. Throws what an engine throws that cannot open.
 */
export const createApp = async (
  modules: readonly (Type | DynamicModule)[],
  settings: Settings,
  log: Log = createLog(settings.logLevel),
): Promise<NestFastifyApplication> => {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const routes = new RouteTable();
  const root: DynamicModule = {
    module: RootModule,
    imports: [PlatformModule.of({ settings, log, routes }), ...modules],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapterFor(routes), {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', addSecurityHeaders);
  fastify.addHook('onResponse', requestObserver(log, app.get(Metrics)));
  serveOpenApi(app);
  await app.init();
  return app;
};

const adapterFor = (routes: RouteTable): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    bodyLimit: ORDINARY_BODY_LIMIT,
    forceCloseConnections: 'idle',
    // Long enough for any id the contract knows, percent-encoded.
    routerOptions: { maxParamLength: 1024 },
    requestIdHeader: false,
    frameworkErrors: refuseByRouter,
    clientErrorHandler: refuseBySocket,
  });
  const fastify = adapter.getInstance();
  fastify.addHook('onRoute', (route) => {
    applyBodyLimit(route);
    routes.add(route.method, route.url);
  });
  installBodyParsers(fastify);
  return adapter;
};
