import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import type { ActivityLedger, Refusals } from '../../libs/activity/activity-ledger.js';
import { FEED_COMPLETE } from '../../libs/detection/baselines/names.js';
import { readFeedWeeks, type FeedWeek } from '../../libs/detection/quality/feed-tally.js';
import type { DetectionState } from '../../libs/detection/runner/detection-state.js';
import { Caller, Roles, type Principal } from '../../libs/platform/principal.js';
import { DETECTION_STATE, LEDGER } from '../../libs/platform/tokens.js';
import { feedWeekShape, instantOrNull, type FeedWeekShape } from './feed-week-shape.js';
import { Runners } from './runners.js';

class FeedQuery {
  @ApiProperty({ required: false, description: 'whose; a vendor always gets its own' })
  @IsOptional()
  @IsString()
  source?: string;
}

export interface FeedQuality {
  readonly source: string;
  /** Up to when the vendor declared its feed complete; null where it never did. */
  readonly completeUntil: string | null;
  /** Latest event that happened before it was received. */
  readonly lastEventAt: string | null;
  readonly duplicates: number;
  /** Refused events by code; `conflict` is other content under a known id. */
  readonly rejected: Readonly<Record<string, number>>;
  /** By week of receipt, oldest first. */
  readonly weeks: readonly FeedWeekShape[];
}

const NO_REFUSALS: Refusals = { duplicates: 0, rejected: {} };

/** How good each vendor's feed is (art. 6): counts and times of events, nobody's data. */
@ApiTags('sources')
@Controller('api/v1/feed-quality')
export class FeedQualityController {
  constructor(
    @Inject(DETECTION_STATE) private readonly state: DetectionState,
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    private readonly runners: Runners,
  ) {}

  @Get()
  @Roles('vendor', 'officer', 'auditor', 'operator', 'admin')
  @ApiOperation({ summary: 'Completeness, lag, clock skew, duplicates and rejects of each source' })
  @ApiOkResponse({ description: 'Sources by name, each with its weeks' })
  async list(
    @Query() query: FeedQuery,
    @Caller() caller: Principal,
  ): Promise<{ readonly items: readonly FeedQuality[] }> {
    const only = caller.role === 'vendor' ? caller.name : query.source;
    const refusals = await this.ledger.refusals();
    const weeks = await readFeedWeeks(this.state, only);
    // Rejects that name no source of ours are nobody's feed.
    const names = new Set([...weeks.map(({ source }) => source), ...refusals.keys()]);
    const wanted = [...names].filter((name) => name !== '' && (only ?? name) === name).sort();
    return {
      items: wanted.map((source) =>
        this.shape(
          source,
          weeks.filter((week) => week.source === source),
          refusals.get(source) ?? NO_REFUSALS,
        ),
      ),
    };
  }

  private shape(source: string, weeks: readonly FeedWeek[], refusals: Refusals): FeedQuality {
    const { view } = this.runners.current;
    const lastAt = weeks.reduce((latest, { figures }) => Math.max(latest, figures.lastAt), 0);
    return {
      source,
      completeUntil: instantOrNull(view.instantBefore(FEED_COMPLETE, source, Infinity)),
      lastEventAt: instantOrNull(lastAt === 0 ? Number.NaN : lastAt),
      ...refusals,
      weeks: weeks.map(feedWeekShape),
    };
  }
}
