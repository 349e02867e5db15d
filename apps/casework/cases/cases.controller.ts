import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import { TakesIdempotencyKey } from '../../../libs/platform/http/idempotency.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { COMMANDS, type PostedCommand } from '../commands/command-table.js';
import { bodySchema } from '../commands/read-body.js';
import { RunCaseCommand } from '../commands/run-case-command.js';
import { AsOf, CaseParams } from './case-params.js';
import { GetCase } from './get-case.js';
import { GetEvidence } from './get-evidence.js';
import { GetHistory } from './get-history.js';
import { ListCases } from './list-cases.js';
import { CASE_READERS } from './visibility.js';

const COMMAND_NAMES = Object.keys(COMMANDS) as PostedCommand[];

/** One body a command: the schemas that bodies are checked with. */
const COMMAND_BODY = {
  oneOf: COMMAND_NAMES.map((name) => ({ title: name, ...bodySchema(name) })),
};

@ApiTags('cases')
@Controller('api/v1/cases')
export class CasesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Roles(...CASE_READERS)
  list(@Caller() caller: Principal, @Query() filter: CaseParams) {
    return this.queries.execute(new ListCases(filter, caller));
  }

  @Get(':id')
  @Roles(...CASE_READERS)
  get(@Param('id') id: string, @Caller() caller: Principal, @Query() { asOf }: AsOf) {
    return this.queries.execute(new GetCase(id, caller, asOf));
  }

  @Get(':id/history')
  @Roles(...CASE_READERS)
  history(@Param('id') id: string, @Caller() caller: Principal, @Query() { asOf }: AsOf) {
    return this.queries.execute(new GetHistory(id, caller, asOf));
  }

  @Get(':id/evidence')
  @Roles(...CASE_READERS)
  evidence(@Param('id') id: string, @Caller() caller: Principal, @Query() { asOf }: AsOf) {
    return this.queries.execute(new GetEvidence(id, caller, asOf));
  }

  @Post(':id/commands/:command')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiParam({ name: 'command', enum: COMMAND_NAMES })
  @ApiBody({ schema: COMMAND_BODY as object })
  run(
    @Param('id') id: string,
    @Param('command') command: string,
    @Body() body: unknown,
    @Caller() caller: Principal,
    @Headers('idempotency-key') key?: string,
  ) {
    return this.commands.execute(new RunCaseCommand(id, command, body, caller, key));
  }
}
