import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { CASE_READERS } from '../cases/visibility.js';
import { readInstant, readLimit } from '../shared/cursor.js';
import { ListDeadlines } from './list-deadlines.js';

@Controller('api/v1/deadlines')
export class DeadlinesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles(...CASE_READERS)
  list(
    @Caller() caller: Principal,
    @Query('dueBefore') dueBefore?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const before = readInstant('dueBefore', dueBefore);
    return this.queries.execute(new ListDeadlines(caller, before, cursor, readLimit(limit)));
  }
}
