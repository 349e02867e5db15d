import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { CLOCK, EVENT_STORE, ROSTER } from '../../../libs/platform/tokens.js';
import { localDays } from '../../../libs/regulation/local-days.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

/** Stream `access-<yyyy-mm-dd>`, one a local day: somebody read or took out a part of a case file. */
export interface CaseFileAccessed {
  readonly type: 'CaseFileAccessed';
  readonly data: {
    readonly case: string;
    readonly part: 'case' | 'history' | 'evidence' | 'attachment' | 'document' | 'file';
    /** Id of the document that was printed: `notice-1`. */
    readonly document?: string;
    /** Version of the case that was shown. */
    readonly version: number;
    readonly profile?: string;
  };
}

export const ACCESS_TYPE: CaseFileAccessed['type'] = 'CaseFileAccessed';

/** Records every read and export of a case file, before the answer goes out. */
@Injectable()
export class AccessLog {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** Durable when resolved. A student is noted by the subject id. */
  async record({ role, name }: Principal, access: CaseFileAccessed['data']): Promise<void> {
    const now = this.clock.now();
    const person = role === 'student' ? (this.roster.subjectOf(name) ?? '') : name;
    const day = localDays(this.installation.zone).dayOf(now);
    const metadata = { at: new Date(now).toISOString(), actor: { role, person } };
    await this.store.append<CaseFileAccessed>(`access-${day}`, 'any', [
      { id: randomUUID(), type: ACCESS_TYPE, data: access, metadata },
    ]);
  }
}
