import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Replayed } from '../../../libs/case-file/case-file-input.js';
import { parametersOf } from '../../../libs/detection/policy/policy.js';
import type { PolicyView } from '../../../libs/detection/policy/policy-view.js';
import { DETECTORS } from '../../../libs/detection/registry.js';
import type { Signal } from '../../../libs/detection/signal.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { POLICY } from '../../../libs/platform/tokens.js';
import { Runners } from '../../detection/runners.js';

/** Signals beyond these are not recomputed: an export is no backtest. */
const MOST = 50;

/** Recomputes a case's signals when its file is made, where detection runs in the same process. */
@Injectable()
export class SignalReplays {
  constructor(
    private readonly modules: ModuleRef,
    @Inject(POLICY) private readonly policies: PolicyView,
  ) {}

  /** Each signal in its last revision, unless that took it back; undefined without detectors. */
  async of(events: readonly RecordedEvent[]): Promise<readonly Replayed[] | undefined> {
    const runners = this.runners();
    if (!runners) return undefined;
    const last = new Map(events.map((event) => [(event.data as Signal).id, event]));
    const standing = [...last.values()].filter(({ type }) => type !== 'SignalWithdrawn');
    const replayed: Replayed[] = [];
    for (const { data } of standing.slice(0, MOST))
      replayed.push(await this.replay(runners, data as Signal));
    return replayed;
  }

  private async replay(runners: Runners, signal: Signal): Promise<Replayed> {
    const policy = this.policies.byVersion(signal.policyVersion) ?? this.policies.current;
    const detector = DETECTORS.find(({ name }) => name === signal.detector);
    const { same, recomputed } = await runners.current.replay(signal, policy);
    return {
      signal: signal.id,
      revision: signal.revision,
      detector: signal.detector,
      detectorVersion: signal.detectorVersion,
      same,
      parameters:
        detector?.version === signal.detectorVersion ? parametersOf(policy, detector) : null,
      ...(same ? {} : { recomputed }),
    };
  }

  private runners(): Runners | undefined {
    try {
      return this.modules.get(Runners, { strict: false });
    } catch {
      return undefined;
    }
  }
}
