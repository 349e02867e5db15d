import {
  Controller,
  Get,
  Header,
  Headers,
  Inject,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { TicketOffice } from '../../../libs/platform/auth/ticket-office.js';
import { Caller, Roles, TakesTicket, type Principal } from '../../../libs/platform/principal.js';
import { instantIn } from '../cases/reveal.js';
import { CASE_READERS } from '../cases/visibility.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { CaseStreams } from './case-streams.js';

class StreamParams {
  @ApiProperty({ required: false, description: 'instead of a token, for clients without headers' })
  @IsOptional()
  @IsString()
  ticket?: string;

  @ApiProperty({ required: false, description: 'as the header, for clients without headers' })
  @IsOptional()
  @IsString()
  lastEventId?: string;
}

const STREAM = {
  summary: 'Changes of the cases that the caller may see, as server-sent events',
  description:
    '`event: case` for each change, `id` a cursor, `data` `{case, version, status, type, at}`. `event: ready` comes first: ' +
    'what is recorded from then on is told. A comment and an id come every 15 s. The stream ends after an hour, on ' +
    'shutdown, and when its reader does not read; the last id resumes it without gaps or repeats.',
};

const TOLD = {
  type: 'string',
  example:
    'event: case\nid: NDcxMQ\ndata: {"case":"2026-000123","version":14,"status":"notice_issued","type":"NoticeIssued","at":"2026-03-02T08:00:05.123+08:00"}\n\n',
};

const TICKET = {
  type: 'object',
  required: ['ticket', 'expiresAt'],
  properties: { ticket: { type: 'string' }, expiresAt: { type: 'string', format: 'date-time' } },
};

/** For the queues of a console, which need not ask again and again. A stream is no reading of a case file. */
@ApiTags('cases')
@Controller('api/v1/cases/stream')
@Roles(...CASE_READERS)
export class CaseStreamController {
  constructor(
    private readonly streams: CaseStreams,
    private readonly office: TicketOffice,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  @Get()
  @TakesTicket()
  // Proxies hand each line on; no other request waits for the end of this one.
  @Header('x-accel-buffering', 'no')
  @Header('connection', 'close')
  @ApiOperation(STREAM)
  @ApiHeader({ name: 'last-event-id', required: false, schema: { type: 'string' } })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: TOLD as object } } })
  async stream(
    @Caller() caller: Principal,
    @Query() { lastEventId }: StreamParams,
    @Headers('last-event-id') header?: string,
  ): Promise<StreamableFile> {
    const stream = await this.streams.begin(caller, header || lastEventId || undefined);
    return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
  }

  /** Good once, for a minute: `GET …/stream?ticket=…`. */
  @Post('tickets')
  @ApiCreatedResponse({ content: { 'application/json': { schema: TICKET as object } } })
  async ticket(@Caller() caller: Principal) {
    const { ticket, expiresAt } = await this.office.issue(caller);
    return { ticket, expiresAt: instantIn(this.installation.zone)(expiresAt) };
  }
}
