import { Inject, Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { hasOpenConflict } from '../../../libs/detection/identity-conflict.js';
import type { Policy } from '../../../libs/detection/policy/policy.js';
import type { PolicyView } from '../../../libs/detection/policy/policy-view.js';
import { changesOf } from '../../../libs/detection/shadow/changed-detectors.js';
import {
  compareSides,
  type ComparedSignal,
  type Moved,
} from '../../../libs/detection/shadow/comparison.js';
import type { OpenScratch } from '../../../libs/detection/shadow/scratch-state.js';
import { comparedSignal, judgeInShadow } from '../../../libs/detection/shadow/shadow-run.js';
import type { SignalIndex } from '../../../libs/detection/signal-index.js';
import { Courtesy } from '../../../libs/platform/courtesy.js';
import { POLICY, ROSTER, SCRATCH_STATE, SIGNAL_INDEX } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { Runners } from '../runners.js';

export interface BacktestTerms {
  readonly policy: Policy;
  /** Only signals whose last cited event lies at or after it, milliseconds. */
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly to?: number | undefined;
}

const PAGE = 500;

/** Compares what the policies in force made of history with what another would make of it. */
@Injectable()
export class BacktestEngine {
  constructor(
    private readonly runners: Runners,
    private readonly courtesy: Courtesy,
    @Inject(SIGNAL_INDEX) private readonly index: SignalIndex,
    @Inject(POLICY) private readonly policies: PolicyView,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(SCRATCH_STATE) private readonly openScratch: OpenScratch,
  ) {}

  /** Events that the ledger holds about now: the measure of `run`'s progress. */
  async size(): Promise<number> {
    return (await this.runners.ports.ledger.figures()).events;
  }

  /**
   * Reads events only for detectors that the policy sets otherwise. Lets the intake and the readers
   * behind it go first between two pages; `read` hears of each, and throws to end it all.
   */
  async run(
    { policy, from = -Infinity, to = Infinity }: BacktestTerms,
    read: (events: number) => void,
  ): Promise<readonly Moved[]> {
    const { ports } = this.runners;
    const policyFor = (offering: string) =>
      this.policies.judging(this.roster.offering(offering)?.window?.to);
    const judging = [this.policies.current, ...this.policies.history.map((one) => one.policy)];
    const { anew, standing } = changesOf(ports.detectors, policy, judging);
    const now = await this.signals();
    const kept = now.filter(({ detector }) => standing.has(detector));
    const found = anew.length > 0 ? await this.judge(policy, anew, read) : [];
    const within = ({ lastAt }: ComparedSignal) => lastAt >= from && lastAt < to;
    return compareSides(
      { signals: now.filter(within), policyFor },
      { signals: [...kept, ...found].filter(within), policyFor: () => policy },
      (subject, signals) => hasOpenConflict(this.roster, subject, signals),
    );
  }

  private async judge(
    policy: Policy,
    detectors: Parameters<typeof judgeInShadow>[0]['detectors'],
    read: (events: number) => void,
  ): Promise<readonly ComparedSignal[]> {
    const { state, discard } = await this.openScratch();
    try {
      const sameBaselines = isDeepStrictEqual(policy.baselines, this.policies.current.baselines);
      return await judgeInShadow({ policy, detectors }, sameBaselines, {
        runner: this.runners.ports,
        state,
        turn: async (events) => {
          read(events);
          await this.courtesy.turn();
        },
      });
    } finally {
      await discard();
    }
  }

  /** Every signal that stands, page by page and without what only people read of it. */
  private async signals(): Promise<readonly ComparedSignal[]> {
    const all: ComparedSignal[] = [];
    for (let after: { lastAt: number; id: string } | undefined; ;) {
      const page = await this.index.list({ limit: PAGE, ...(after && { after }) });
      for (const signal of page) if (signal.state !== 'withdrawn') all.push(comparedSignal(signal));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return all;
      after = { lastAt: last.lastAt, id: last.id };
    }
  }
}
