import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { notFound } from '../problem.js';
import { describeAnswers } from './openapi-answers.js';

/**
 * The outside as OpenAPI: a page at `/api/docs`, the document at `/api/openapi.json`. The page's
 * files are served here and not by `SwaggerModule.setup`, so that its policy can forbid inline
 * script.
 */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  const fastify = app.getHttpAdapter().getInstance();
  let document: OpenAPIObject | undefined;
  fastify.get('/api/openapi.json', async () => {
    document ??= describeAnswers(SwaggerModule.createDocument(app, head()));
    return document;
  });
  fastify.get('/api/docs', async (_, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  fastify.get<{ Params: { file: string } }>('/api/docs/:file', async (request, reply) => {
    const { file } = request.params;
    if (file === 'start.js') return reply.type(TYPES.js).send(START);
    const type = FILES[file];
    if (!type) throw notFound('this file');
    return reply.type(type).send(await readFile(join(uiFolder(), file)));
  });
};

const head = () =>
  new DocumentBuilder()
    .setTitle('Probity')
    .setDescription('Academic-integrity monitoring: learning events in, fair decisions out.')
    .setVersion('1')
    // Its schemas are JSON Schema, and so are those that events and commands are checked with.
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth()
    .addBasicAuth()
    .addApiKey({ type: 'apiKey', in: 'query', name: 'ticket' }, 'ticket')
    .build();

const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': TYPES.js,
  'swagger-ui.css': TYPES.css,
};

const uiFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Probity API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true });\n`;
