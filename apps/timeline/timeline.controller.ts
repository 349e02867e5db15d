import { Controller, Get, Inject, Optional, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ActivityLedger } from '../../libs/activity/activity-ledger.js';
import { eventKey, type SignalLinks } from '../../libs/detection/signal-links.js';
import { decodeCursor, encodeCursor, type Page } from '../../libs/platform/http/paging.js';
import { Caller, Roles, type Principal } from '../../libs/platform/principal.js';
import { LEDGER, ROSTER, SIGNAL_LINKS, TIMELINE_INDEX } from '../../libs/platform/tokens.js';
import type { RosterView } from '../../libs/roster/roster-view.js';
import type { TimelineIndex } from '../../libs/timelines/timeline-index.js';
import { timelinePage, type TimelineEntry } from '../../libs/timelines/timeline-query.js';
import { visibleSubject } from './timeline-access.js';
import { filterOf, isPlace, TimelineParams } from './timeline-params.js';

/** An entry with the ids of the signals that rest on it. */
export interface LinkedEntry extends TimelineEntry {
  readonly signals: readonly string[];
}

@ApiTags('timeline')
@Controller('api/v1/students/:id/timeline')
export class TimelineController {
  constructor(
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(TIMELINE_INDEX) private readonly index: TimelineIndex,
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    // Absent where detection runs in another process.
    @Optional() @Inject(SIGNAL_LINKS) private readonly links: SignalLinks | undefined,
  ) {}

  @Get()
  @Roles('officer', 'auditor', 'student', 'reviewer', 'committee', 'appeals', 'legal', 'teacher')
  @ApiOperation({ summary: "A student's events over all platforms, newest first" })
  @ApiOkResponse({ description: 'Entries, and the cursor of the next page' })
  async page(
    @Param('id') studentNumber: string,
    @Query() params: TimelineParams,
    @Caller() caller: Principal,
  ): Promise<Page<LinkedEntry>> {
    const subject = visibleSubject(this.roster, caller, studentNumber);
    const before = decodeCursor(params.cursor, isPlace);
    const query = { subject, filter: filterOf(params), before, limit: params.limit };
    const { roster, index, ledger } = this;
    const { entries, next } = await timelinePage({ roster, index, ledger }, query);
    const items = await this.linked(entries, caller);
    return next === undefined ? { items } : { items, next: encodeCursor(next) };
  }

  /** Students learn of signals by the notice of a case, not from their timeline. */
  private async linked(
    entries: readonly TimelineEntry[],
    { role }: Principal,
  ): Promise<readonly LinkedEntry[]> {
    const links = role === 'student' ? undefined : await this.links?.linksOf(entries);
    return entries.map((entry) => ({
      ...entry,
      signals: (links?.get(eventKey(entry)) ?? []).map(({ id }) => id),
    }));
  }
}
