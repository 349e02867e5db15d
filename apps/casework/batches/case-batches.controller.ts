import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { TakesIdempotencyKey } from '../../../libs/platform/http/idempotency.js';
import { Caller, type Principal } from '../../../libs/platform/principal.js';
import { CaseBatch } from './case-batch.dto.js';
import { RunCaseBatch } from './run-case-batch.js';

@ApiTags('cases')
@Controller('api/v1/case-batches')
export class CaseBatchesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @TakesIdempotencyKey()
  run(
    @Body() batch: CaseBatch,
    @Caller() caller: Principal,
    @Headers('idempotency-key') key?: string,
  ) {
    return this.commands.execute(new RunCaseBatch(batch, caller, key));
  }
}
