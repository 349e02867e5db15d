import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { PageQuery } from '../../../libs/platform/http/paging.js';
import { GetProgress } from '../progress/get-progress.js';
import { OpenComplianceCase } from './open-compliance-case.js';
import { GetCompliance } from './get-compliance.js';

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class ComplianceController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get(':id/compliance')
  @Roles('officer', 'teacher', 'auditor')
  get(@Param('id') id: string, @Caller() caller: Principal) {
    return this.queries.execute(new GetCompliance(id, caller));
  }

  /** A case addressed to the college, from any finding that asks for an answer; its officer is in charge of it. */
  @Post(':id/compliance-case')
  @Roles('officer')
  open(@Param('id') id: string, @Caller() caller: Principal) {
    return this.commands.execute(new OpenComplianceCase(id, caller));
  }

  /** Art. 5: how far the students of an offering have come, and who should be spoken to. */
  @Get(':id/progress')
  @Roles('officer', 'teacher', 'auditor')
  progress(
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Query() { cursor, limit }: PageQuery,
  ) {
    return this.queries.execute(new GetProgress(id, caller, cursor, limit));
  }
}
