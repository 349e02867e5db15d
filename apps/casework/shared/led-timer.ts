import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Leader } from '../../../libs/event-sourcing/leader.js';
import type { Ownership } from '../../../libs/event-sourcing/ownership.js';
import type { Timer, WorkRegistry } from '../../../libs/platform/work-registry.js';

/** A timer of which, among all instances, one fires: the leader. */
export abstract class LedTimer implements Timer, OnApplicationBootstrap, BeforeApplicationShutdown {
  abstract readonly name: string;
  private readonly leader: Leader;

  protected constructor(
    private readonly timers: WorkRegistry,
    ownership: Ownership,
  ) {
    this.leader = new Leader(ownership);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.leader.start();
    this.timers.addTimer(this);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leader.stop();
  }

  async fireDue(now: number): Promise<void> {
    if (this.leader.leads) await this.fire(now);
  }

  protected abstract fire(now: number): Promise<void>;
}
