import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { PageQuery } from '../../../libs/platform/http/paging.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { RedeliverOutcome } from '../webhooks/redeliver-outcome.js';
import { Redeliver } from '../webhooks/webhook.dto.js';
import { AcknowledgeOutcome } from './acknowledge-outcome.js';
import { Acknowledge } from './acknowledge.dto.js';
import { GetOutcome } from './get-outcome.js';
import { ListOutcomes } from './list-outcomes.js';

@ApiTags('outcomes')
@Controller('api/v1/outcomes')
export class OutcomesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Roles('registrar', 'auditor')
  list(@Query() { cursor, limit }: PageQuery) {
    return this.queries.execute(new ListOutcomes(cursor, limit));
  }

  @Get(':id')
  @Roles('registrar', 'auditor')
  get(@Param('id') id: string) {
    return this.queries.execute(new GetOutcome(id));
  }

  @Post(':id/acknowledgement')
  @Roles('registrar')
  @HttpCode(200)
  acknowledge(@Param('id') id: string, @Body() body: Acknowledge, @Caller() caller: Principal) {
    return this.commands.execute(new AcknowledgeOutcome(id, body, caller));
  }

  /** Sends the message again, under the same id: to every webhook that wants its kind, or to one. */
  @Post(':id/redelivery')
  @Roles('registrar', 'admin')
  @HttpCode(202)
  redeliver(
    @Param('id') id: string,
    @Body() body: Redeliver | undefined,
    @Caller() caller: Principal,
  ) {
    return this.commands.execute(new RedeliverOutcome(id, body?.webhook, caller));
  }
}
