import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { decodeCursor, PageQuery } from '../../../libs/platform/http/paging.js';
import { Roles } from '../../../libs/platform/principal.js';
import { isPosition } from '../shared/is-position.js';
import { GetAccessLog } from './get-access-log.js';

class AccessParams extends PageQuery {
  @ApiProperty({ required: false, description: 'case id' })
  @IsOptional()
  @IsString()
  case?: string;

  @ApiProperty({ required: false, description: 'person id or student number' })
  @IsOptional()
  @IsString()
  person?: string;
}

@ApiTags('cases')
@Controller('api/v1/access-log')
export class AccessLogController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('auditor')
  list(@Query() { case: caseId, person, cursor, limit }: AccessParams) {
    const after = decodeCursor(cursor, isPosition) ?? 0;
    return this.queries.execute(new GetAccessLog({ caseId, person }, after, limit));
  }
}
