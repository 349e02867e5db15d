import {
  Global,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, EVENT_STORE, POLICY, SETTINGS } from '../../../libs/platform/tokens.js';
import { openPolicies } from './policy-at-start.js';
import { PolicyBook } from './policy-book.js';

/** The policies for every service of the process. */
@Global()
@Module({
  providers: [
    { provide: PolicyBook, useFactory: openPolicies, inject: [SETTINGS, EVENT_STORE, CLOCK] },
    { provide: POLICY, useFactory: (book: PolicyBook) => book.view, inject: [PolicyBook] },
  ],
  exports: [PolicyBook, POLICY],
})
export class PolicyModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private leave: (() => void) | undefined;

  constructor(private readonly book: PolicyBook) {}

  onApplicationBootstrap(): void {
    this.leave = this.book.follow();
  }

  beforeApplicationShutdown(): void {
    this.leave?.();
  }
}
