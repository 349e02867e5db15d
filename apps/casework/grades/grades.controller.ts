import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { GetCreditRecognition } from './credit-recognition.js';
import {
  CreditQuery,
  ReconciliationQuery,
  RegistryGrades,
  VerifyGrades as VerifyGradesBody,
} from './grades.dto.js';
import { ReconcileGrades } from './reconcile-grades.js';
import { StateGrades } from './state-grades.js';
import { VerifyGrades } from './verify-grades.js';

/** Grades between the platforms, the decisions and the registry (arts 19(4) and 23). */
@ApiTags('grades')
@Controller('api/v1')
export class GradesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** What the registry holds; any part of it, any number of times. */
  @Put('registry/grades')
  @Roles('registrar')
  state(@Body() { items }: RegistryGrades, @Caller() caller: Principal) {
    return this.commands.execute(new StateGrades(items, caller));
  }

  /** Where platform, outcomes and registry disagree, by name; `all=true` shows agreement too. */
  @Get('reconciliation')
  @Roles('registrar', 'teacher', 'officer', 'auditor')
  reconcile(@Query() query: ReconciliationQuery, @Caller() caller: Principal) {
    return this.queries.execute(new ReconcileGrades(query, caller));
  }

  /** Verifies grades as the registry holds them; a receipt for each student says what stands in the way. */
  @Post('offerings/:id/grades/verification')
  @Roles('teacher', 'registrar')
  @HttpCode(200)
  verify(
    @Param('id') id: string,
    @Body() body: VerifyGradesBody | undefined,
    @Caller() caller: Principal,
  ) {
    return this.commands.execute(new VerifyGrades(id, body?.students, caller));
  }

  /** Whether credits of the offering may be recognised for the student now (art. 23). */
  @Get('credit-recognition')
  @Roles('registrar', 'teacher', 'officer', 'auditor')
  credit(@Query() query: CreditQuery, @Caller() caller: Principal) {
    return this.queries.execute(new GetCreditRecognition(query, caller));
  }
}
