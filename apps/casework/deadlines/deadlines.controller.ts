import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { PageQuery } from '../../../libs/platform/http/paging.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { CASE_READERS } from '../cases/visibility.js';
import { readInstant } from '../shared/read-instant.js';
import { ListDeadlines } from './list-deadlines.js';

class DeadlineParams extends PageQuery {
  @ApiProperty({ required: false, description: 'RFC 3339 with offset, exclusive' })
  @IsOptional()
  @IsString()
  dueBefore?: string;
}

@ApiTags('cases')
@Controller('api/v1/deadlines')
export class DeadlinesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles(...CASE_READERS)
  list(@Caller() caller: Principal, @Query() { dueBefore, cursor, limit }: DeadlineParams) {
    const before = readInstant('dueBefore', dueBefore);
    return this.queries.execute(new ListDeadlines(caller, before, cursor, limit));
  }
}
