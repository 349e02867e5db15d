import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PolicyRecord } from '../../../libs/detection/policy/policy.decider.js';
import { POLICY_SCHEMA } from '../../../libs/detection/policy/policy-schema.js';
import { TakesIdempotencyKey } from '../../../libs/platform/http/idempotency.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { policyOf } from './policy-body.js';
import { PolicyBook } from './policy-book.js';
import { PolicyCommands } from './policy-commands.js';
import { policyShape, wholePolicyShape } from './policy-shape.js';

/** The version may be left to the address. */
const DRAFT = { ...POLICY_SCHEMA, required: [] };

/** From a draft to the policy in force: draft, trial, and a second admin. */
@ApiTags('policies')
@Controller('api/v1/policies')
@Roles('admin', 'auditor')
export class PoliciesController {
  constructor(
    private readonly book: PolicyBook,
    private readonly commands: PolicyCommands,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every version on record, with its state and who did what when' })
  @ApiOkResponse({ description: 'state: draft, trial, in_force, retired' })
  list() {
    const { view } = this.book;
    return { items: view.records.map((record) => policyShape(record, view)) };
  }

  @Get(':version')
  @ApiOperation({ summary: 'One version with its content' })
  one(@Param('version') version: string) {
    return wholePolicyShape(this.known(version), this.book.view);
  }

  @Put(':version')
  @Roles('admin')
  @ApiOperation({
    summary: 'Draft a version',
    description:
      'The shape of the policy file; what is left out is the default. A draft may be drafted ' +
      'again; from its trial on a version stands for one content for ever.',
  })
  @ApiBody({ schema: DRAFT as object })
  @TakesIdempotencyKey()
  async draft(
    @Param('version') version: string,
    @Body() body: unknown,
    @Caller() caller: Principal,
    @Headers('idempotency-key') key?: string,
  ) {
    const policy = policyOf(body, { version });
    const route = `PUT policies/${version}`;
    const request = { caller, key, route, body };
    await this.commands.run({ type: 'Draft', policy, person: caller.name }, request);
    return this.one(version);
  }

  @Post(':version/trial')
  @Roles('admin')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Start its trial: it judges beside the policy in force, without effect',
  })
  @TakesIdempotencyKey()
  trial(
    @Param('version') version: string,
    @Caller() caller: Principal,
    @Headers('idempotency-key') key?: string,
  ) {
    return this.move('StartTrial', version, caller, key);
  }

  @Post(':version/activate')
  @Roles('admin')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Put it in force: by another admin than drafted it or started its trial',
    description:
      'Signals of offerings whose learning window is open are judged again under it; others keep ' +
      'the policy they ended under. Claimed cases only learn of it, closed ones and deadlines do not move.',
  })
  @TakesIdempotencyKey()
  activate(
    @Param('version') version: string,
    @Caller() caller: Principal,
    @Headers('idempotency-key') key?: string,
  ) {
    return this.move('Activate', version, caller, key);
  }

  private async move(
    type: 'StartTrial' | 'Activate',
    version: string,
    caller: Principal,
    key: string | undefined,
  ) {
    const request = { caller, key, route: `POST policies/${version}/${type}`, body: null };
    await this.commands.run({ type, version, person: caller.name }, request);
    return this.one(version);
  }

  private known(version: string): PolicyRecord {
    const found = this.book.view.record(version);
    if (!found) throw notFound('this policy');
    return found;
  }
}
