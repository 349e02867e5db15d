import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PolicyView } from '../../libs/detection/policy/policy-view.js';
import type { Signal } from '../../libs/detection/signal.js';
import type { SignalIndex } from '../../libs/detection/signal-index.js';
import { decodeCursor, encodeCursor, type Page } from '../../libs/platform/http/paging.js';
import { Caller, Roles, type Principal } from '../../libs/platform/principal.js';
import { notFound } from '../../libs/platform/problem.js';
import { POLICY, ROSTER, SIGNAL_INDEX } from '../../libs/platform/tokens.js';
import type { RosterView } from '../../libs/roster/roster-view.js';
import { CaseSignals, THROUGH_CASES } from './case-signals.js';
import { offeringsFor } from './college-offerings.js';
import { Runners } from './runners.js';
import { isSignalPlace, SignalParams } from './signal-params.js';
import { signalShape, type SignalShape } from './signal-shape.js';

export interface ReplayShape {
  readonly same: boolean;
  readonly signal: SignalShape;
  readonly recomputed: SignalShape | null;
}

const READERS = ['officer', 'auditor', ...THROUGH_CASES] as const;

/**
 * Officers see all signals, or those in their college's offerings; auditors all; who sits on cases
 * or has them in the queue, those that the cases rest on.
 */
@ApiTags('signals')
@Controller('api/v1/signals')
export class SignalsController {
  constructor(
    @Inject(SIGNAL_INDEX) private readonly index: SignalIndex,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(POLICY) private readonly policies: PolicyView,
    private readonly runners: Runners,
    private readonly ofCases: CaseSignals,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'Signals as they stand, newest first' })
  @ApiOkResponse({ description: 'Signals, and the cursor of the next page' })
  async list(
    @Query() params: SignalParams,
    @Caller() caller: Principal,
  ): Promise<Page<SignalShape>> {
    const { student, offering, violation, detector, minScore, state, limit } = params;
    const after = decodeCursor(params.cursor, isSignalPlace);
    const subject = student === undefined ? undefined : this.roster.subjectOf(student);
    if (student !== undefined && subject === undefined) return { items: [] };
    const offerings = offeringsFor(caller, this.roster);
    const filter = { subject, offering, violation, detector, minScore, state, offerings, after };
    const query = { ...filter, limit: limit + 1 };
    const found = this.ofCases.isFor(caller)
      ? await this.ofCases.list(query, caller)
      : await this.index.list(query);
    const items = found.slice(0, limit).map((signal) => signalShape(signal, this.roster));
    const last = found.length > limit ? found[limit - 1] : undefined;
    if (!last) return { items };
    return { items, next: encodeCursor({ lastAt: last.lastAt, id: last.id }) };
  }

  @Get(':id')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One signal' })
  async one(@Param('id') id: string, @Caller() caller: Principal): Promise<SignalShape> {
    return signalShape(await this.visible(id, caller), this.roster);
  }

  @Get(':id/replay')
  @Roles(...READERS)
  @ApiOperation({ summary: 'The signal, recomputed from the raw events' })
  async replay(@Param('id') id: string, @Caller() caller: Principal): Promise<ReplayShape> {
    const signal = await this.visible(id, caller);
    const policy = this.policies.byVersion(signal.policyVersion) ?? this.policies.current;
    const { same, recomputed } = await this.runners.current.replay(signal, policy);
    return {
      same,
      signal: signalShape(signal, this.roster),
      recomputed: recomputed && signalShape(recomputed, this.roster),
    };
  }

  private async visible(id: string, caller: Principal): Promise<Signal> {
    const signal = await this.index.get(id);
    const offerings = offeringsFor(caller, this.roster);
    if (!signal || (offerings && !offerings.includes(signal.offering)))
      throw notFound('this signal');
    if (this.ofCases.isFor(caller) && !(await this.ofCases.isVisible(signal, caller)))
      throw notFound('this signal');
    return signal;
  }
}
