import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { GetCompliance } from './get-compliance.js';

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class ComplianceController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/compliance')
  @Roles('officer', 'teacher', 'auditor')
  get(@Param('id') id: string, @Caller() caller: Principal) {
    return this.queries.execute(new GetCompliance(id, caller));
  }
}
