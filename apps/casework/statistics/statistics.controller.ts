import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { GetStatistics, STATISTICS_READERS } from './get-statistics.js';
import { StatisticsParams } from './statistics-params.js';

@ApiTags('cases')
@Controller('api/v1/statistics')
export class StatisticsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles(...STATISTICS_READERS)
  @ApiOperation({
    summary: 'How cases stand, or stood at a time',
    description:
      'Open, by state, time in state, overdue, precision of vendors, sanctions by violation and ' +
      'college, overturned by ground. Officers (of a college: theirs) and auditors are told exact ' +
      'counts, other roles multiples of five.',
  })
  get(@Caller() caller: Principal, @Query() params: StatisticsParams) {
    return this.queries.execute(new GetStatistics(params, caller));
  }
}
