import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Roles } from '../../../libs/platform/principal.js';
import { decodeCursor, readLimit } from '../shared/cursor.js';
import { GetAccessLog } from './get-access-log.js';

const isPosition = (value: unknown): value is number => Number.isSafeInteger(value);

@Controller('api/v1/access-log')
export class AccessLogController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('auditor')
  list(
    @Query('case') caseId?: string,
    @Query('person') person?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const after = decodeCursor(cursor, isPosition) ?? 0;
    return this.queries.execute(new GetAccessLog({ caseId, person }, after, readLimit(limit)));
  }
}
