import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import { POLICY_SCHEMA } from '../../../libs/detection/policy/policy-schema.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { EVENT_STORE, LEDGER } from '../../../libs/platform/tokens.js';
import { BacktestReport, type Report } from './backtest-report.js';
import { readBacktestTerms } from './backtest-terms.js';
import { Backtests, isOver, type Backtest } from './backtests.js';
import { PolicyBook } from './policy-book.js';

/** So long a trial's reader is kept waiting before being told to come again. */
const PATIENCE_MS = 10_000;
const COME_AGAIN_SEC = 2;

const INSTANT = { type: 'string', format: 'date-time' };
const BACKTEST_BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['policy'],
  properties: { policy: POLICY_SCHEMA, from: INSTANT, to: INSTANT },
};

export interface BacktestShape {
  readonly id: string;
  readonly state: Backtest['state'];
  readonly policyVersion: string;
  /** Events read, of so many; none where the stored signals only had to be weighed anew. */
  readonly progress: { readonly done: number; readonly total: number };
  readonly report?: Report;
}

/** What another policy would make of history. Nothing that is on record changes. */
@ApiTags('policies')
@Controller('api/v1/policies')
@Roles('admin', 'officer', 'auditor')
export class BacktestsController {
  /** The last report of each trial, and what it was made of. */
  private readonly trials = new Map<string, { readonly on: string; readonly backtest: Backtest }>();

  constructor(
    private readonly backtests: Backtests,
    private readonly reports: BacktestReport,
    private readonly book: PolicyBook,
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Post('backtest')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Judge history under another policy',
    description:
      'Which cases would appear, vanish or change, closed ones too. Admins are told how many, ' +
      'officers and auditors which. The policy need not be on record.',
  })
  @ApiBody({ schema: BACKTEST_BODY as object })
  start(@Body() body: unknown, @Caller() caller: Principal): Promise<BacktestShape> {
    return this.shape(this.backtests.start(readBacktestTerms(body)), caller);
  }

  @Get('backtest/:id')
  @ApiOperation({ summary: 'How far a backtest is, and its report when it is done' })
  one(@Param('id') id: string, @Caller() caller: Principal): Promise<BacktestShape> {
    const found = this.backtests.get(id);
    if (!found) throw notFound('this backtest');
    return this.shape(found, caller);
  }

  @Get(':version/trial')
  @ApiOperation({
    summary: 'What a version on trial would flag beside the policy in force',
    description: '202 with `progress` while it is being worked out: come again.',
  })
  @ApiOkResponse({ description: 'asOf, counts and, for officers and auditors, cases' })
  async trial(
    @Param('version') version: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Report | Pick<BacktestShape, 'state' | 'progress'>> {
    const backtest = await this.trialOf(version);
    await Promise.race([backtest.ended, pause(PATIENCE_MS, undefined, { ref: false })]);
    const { state, progress, report } = await this.shape(backtest, caller);
    if (report) return report;
    if (state === 'failed') {
      this.trials.delete(version);
      throw new Problem(503, 'unavailable', 'it could not be worked out; try again');
    }
    void reply.status(202).header('retry-after', String(COME_AGAIN_SEC));
    return { state, progress };
  }

  /** The one under way, or made of what is on record now; else a new one. */
  private async trialOf(version: string): Promise<Backtest> {
    const record = this.book.view.record(version);
    if (record?.standing !== 'trial') throw notFound('this trial');
    const known = this.trials.get(version);
    const on = `${record.hash} ${await this.store.head()} ${await this.ledger.head()}`;
    if (known && (known.on === on || !isOver(known.backtest.state))) return known.backtest;
    const backtest = this.backtests.start({ policy: record.policy });
    this.trials.set(version, { on, backtest });
    return backtest;
  }

  private async shape(backtest: Backtest, caller: Principal): Promise<BacktestShape> {
    const { id, state, terms, done, total, moved, asOf } = backtest;
    return {
      ...{ id, state, policyVersion: terms.policy.version, progress: { done, total } },
      ...(moved && { report: await this.reports.of(moved, asOf, caller) }),
    };
  }
}
