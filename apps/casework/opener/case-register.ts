import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';
import { localDays } from '../../../libs/regulation/local-days.js';
import { SYSTEM } from '../cases/case-desk.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

/** What there is at most one case of. */
export interface CaseKey {
  /** Subject id. */
  readonly student: string;
  readonly offering: string;
  readonly violation: string;
}

/** Stream `case-register`: a number is given out once, to one student, offering and violation. */
export interface CaseNumberAssigned {
  readonly type: 'CaseNumberAssigned';
  readonly data: CaseKey & { readonly case: string };
}

export const REGISTER_STREAM = 'case-register';

const textOf = ({ student, offering, violation }: CaseKey): string =>
  JSON.stringify([student, offering, violation]);

/**
 * Gives out case numbers. The optimistic append on one stream makes sure that neither a second
 * instance nor a retry after a crash gives two numbers to one key, or one number twice.
 */
@Injectable()
export class CaseRegister {
  private readonly numbers = new Map<string, string>();
  private readonly lastOfYear = new Map<string, number>();
  private version = 0;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** The key's case number, if one was ever given out. */
  async find(key: CaseKey): Promise<string | undefined> {
    if (!this.numbers.has(textOf(key))) await this.catchUp();
    return this.numbers.get(textOf(key));
  }

  /** The key's case number, a new one (`2026-000123`, the local year) where there is none. */
  async numberFor(key: CaseKey): Promise<string> {
    for (;;) {
      const known = await this.find(key);
      if (known !== undefined) return known;
      const now = this.clock.now();
      const data = { ...key, case: this.next(now) };
      const metadata = { at: new Date(now).toISOString(), actor: SYSTEM };
      const event = { id: randomUUID(), type: 'CaseNumberAssigned' as const, data, metadata };
      await this.store.append<CaseNumberAssigned>(REGISTER_STREAM, this.version || 'none', [event]);
      // Ours or a faster writer's: the stream says whose it was.
      await this.catchUp();
    }
  }

  private next(now: number): string {
    const year = localDays(this.installation.zone).dayOf(now).slice(0, 4);
    const sequence = (this.lastOfYear.get(year) ?? 0) + 1;
    return `${year}-${String(sequence).padStart(6, '0')}`;
  }

  private async catchUp(): Promise<void> {
    const from = this.version + 1;
    const events = await this.store.readStream<CaseNumberAssigned>(REGISTER_STREAM, { from });
    for (const { version, data } of events) {
      // Two callers may have read the same events.
      if (version !== this.version + 1) continue;
      this.version = version;
      this.numbers.set(textOf(data), data.case);
      const [year = '', sequence = ''] = data.case.split('-');
      this.lastOfYear.set(year, Number(sequence));
    }
  }
}
