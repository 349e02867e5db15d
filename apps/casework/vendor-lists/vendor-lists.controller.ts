import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { csvOf } from './csv-cell.js';
import { ROW_SCHEMA } from './list-row.js';
import { LIST_LIMIT, MOST_ROWS, readList } from './read-list.js';
import { VendorLists, type ListAnswer } from './vendor-lists.js';

class SourceOfList {
  @ApiProperty({ required: false, description: 'of a CSV list' })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  source?: string;
}

class Format {
  @ApiProperty({ required: false, enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format: 'json' | 'csv' = 'json';
}

const LIST_SCHEMA = {
  type: 'object',
  required: ['source', 'rows'],
  properties: {
    source: { type: 'string' },
    rows: { type: 'array', minItems: 1, maxItems: MOST_ROWS, items: ROW_SCHEMA },
  },
};

const COLUMNS = ['row', 'outcome', 'standing', 'case', 'offering', 'violation', 'event', 'detail'];

/** Lists of accused students that a vendor hands over by itself, on paper or by mail. */
@ApiTags('vendor lists')
@Controller('api/v1/vendor-lists')
export class VendorListsController {
  constructor(private readonly lists: VendorLists) {}

  /** Answers with a receipt for each row once all that was taken is on disk. May be repeated. */
  @Post()
  @HttpCode(200)
  @Roles('officer')
  @RouteConfig({ rawBody: true, bodyLimit: LIST_LIMIT })
  @ApiConsumes('application/json', 'text/csv')
  @ApiBody({ schema: LIST_SCHEMA as object })
  take(
    @Body() body: Buffer | undefined,
    @Query() { source }: SourceOfList,
    @Headers('content-type') type: string | undefined,
    @Caller() caller: Principal,
  ): Promise<ListAnswer> {
    return this.lists.take(readList(body ?? Buffer.alloc(0), type, source), caller);
  }

  /** How each row stands now: what the roster and detection have made of it since. */
  @Get(':id')
  @Roles('officer', 'auditor')
  async read(
    @Param('id') id: string,
    @Query() { format }: Format,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListAnswer | string> {
    const answer = await this.lists.read(id);
    if (format === 'json') return answer;
    reply.header('content-type', 'text/csv; charset=utf-8');
    reply.header('content-disposition', `attachment; filename="${encodeURIComponent(id)}.csv"`);
    return csvOf(COLUMNS, answer.receipts as unknown as Readonly<Record<string, unknown>>[]);
  }
}
