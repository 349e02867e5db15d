import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** The outside as OpenAPI: a page at `/api/docs`, the document at `/api/openapi.json`. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  const head = new DocumentBuilder()
    .setTitle('Probity')
    .setDescription('Academic-integrity monitoring: learning events in, fair decisions out.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth()
    .addBasicAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, head), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Probity API',
  });
};
