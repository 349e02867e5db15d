import { Body, Controller, Get, Headers, Param, Post, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import { TakesIdempotencyKey } from '../../../libs/platform/http/idempotency.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { CASE_READERS } from '../cases/visibility.js';
import { AddAttachment } from './add-attachment.js';
import { GetAttachment } from './get-attachment.js';
import { readUpload, UPLOAD_LIMIT } from './read-upload.js';

const WRITERS = CASE_READERS.filter((role) => role !== 'auditor');

const UPLOAD = {
  type: 'object',
  required: ['file', 'title'],
  properties: {
    file: { type: 'string', format: 'binary' },
    title: { type: 'string' },
    thirdParty: { type: 'boolean' },
  },
};

@ApiTags('cases')
@Controller('api/v1/cases/:case/attachments')
export class AttachmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Roles(...WRITERS)
  @RouteConfig({ rawBody: true, bodyLimit: UPLOAD_LIMIT })
  @TakesIdempotencyKey()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: UPLOAD as object })
  async add(
    @Param('case') caseId: string,
    @Body() body: Buffer | undefined,
    @Headers('content-type') type: string | undefined,
    @Caller() caller: Principal,
    @Headers('idempotency-key') key?: string,
  ) {
    const upload = await readUpload(body ?? Buffer.alloc(0), type);
    return this.commands.execute(new AddAttachment(caseId, upload, caller, key));
  }

  @Get(':id')
  @Roles(...CASE_READERS)
  async get(@Param('case') caseId: string, @Param('id') id: string, @Caller() caller: Principal) {
    const file = await this.queries.execute(new GetAttachment(caseId, id, caller));
    return new StreamableFile(file.bytes, {
      type: file.mediaType,
      disposition: `attachment; filename="${encodeURIComponent(id)}"`,
      length: file.bytes.length,
    });
  }
}
