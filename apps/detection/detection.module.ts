import { Global, Module } from '@nestjs/common';
import type { ActivityLedger } from '../../libs/activity/activity-ledger.js';
import { decodeActivity } from '../../libs/activity/decode.js';
import { BASELINES } from '../../libs/detection/baselines/all.js';
import type { PolicyView } from '../../libs/detection/policy/policy-view.js';
import type { ReferenceData } from '../../libs/detection/detector.js';
import type { DetectionState } from '../../libs/detection/runner/detection-state.js';
import type { SignalIndex } from '../../libs/detection/signal-index.js';
import type { Clock } from '../../libs/event-sourcing/clock.js';
import type { DeadLetters } from '../../libs/event-sourcing/dead-letters.js';
import type { EventStore } from '../../libs/event-sourcing/event-store.js';
import type { Ownership } from '../../libs/event-sourcing/ownership.js';
import type { Vault } from '../../libs/event-sourcing/vault.js';
import type { Shelf } from '../../libs/regulation/shelf.js';
import type { Settings } from '../../libs/platform/settings.js';
import {
  CLOCK,
  DEAD_LETTERS,
  DETECTION_OWNERSHIP,
  DETECTION_STATE,
  EVENT_STORE,
  LEDGER,
  POLICY,
  REGULATIONS,
  ROSTER,
  SETTINGS,
  SIGNAL_INDEX,
  SIGNAL_LINKS,
  VAULT,
} from '../../libs/platform/tokens.js';
import { CaseSignals } from './case-signals.js';
import { detectorsUnder } from './detectors-of-regulation.js';
import { DetectionWorker } from './detection-worker.js';
import { BacktestEngine } from './policies/backtest-engine.js';
import { BacktestReport } from './policies/backtest-report.js';
import { Backtests } from './policies/backtests.js';
import { BacktestsController } from './policies/backtests.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { PolicyCommands } from './policies/policy-commands.js';
import { FeedQualityController } from './feed-quality.controller.js';
import { openPseudonyms } from './pseudonyms.js';
import { Runners } from './runners.js';
import { SignalsController } from './signals.controller.js';

const openRunners = async (
  ledger: ActivityLedger,
  store: EventStore,
  state: DetectionState,
  signals: SignalIndex,
  roster: ReferenceData,
  clock: Clock,
  deadLetters: DeadLetters,
  vault: Vault,
  policies: PolicyView,
  settings: Settings,
  ownership: Ownership,
  regulations: Shelf,
): Promise<Runners> =>
  new Runners(
    {
      ...{ ledger, store, state, signals, roster, clock, deadLetters },
      decode: (event) => decodeActivity(event, roster.sourceClock(event.source)),
      detectors: detectorsUnder(regulations),
      baselines: BASELINES,
      pseudonym: await openPseudonyms(store, vault, clock),
      timeZone: settings.timeZone,
      partitions: ownership.count,
    },
    policies,
  );

/** Runs the detectors and serves their signals. */
@Global()
@Module({
  controllers: [SignalsController, FeedQualityController, BacktestsController, PoliciesController],
  providers: [
    CaseSignals,
    {
      provide: Runners,
      useFactory: openRunners,
      inject: [
        LEDGER,
        EVENT_STORE,
        DETECTION_STATE,
        SIGNAL_INDEX,
        ROSTER,
        CLOCK,
        DEAD_LETTERS,
        VAULT,
        POLICY,
        SETTINGS,
        DETECTION_OWNERSHIP,
        REGULATIONS,
      ],
    },
    { provide: SIGNAL_LINKS, useExisting: SIGNAL_INDEX },
    DetectionWorker,
    PolicyCommands,
    BacktestEngine,
    Backtests,
    BacktestReport,
  ],
  exports: [SIGNAL_LINKS, DetectionWorker],
})
export class DetectionModule {}
