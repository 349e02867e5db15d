import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsISO8601, IsString, Matches, ValidateIf } from 'class-validator';
import { Problem } from '../problem.js';
import { CLOCK } from '../tokens.js';
import { WorkRegistry } from '../work-registry.js';
import { DevClock } from './dev-clock.js';
import { plusDuration } from './duration.js';
import { untilIdle } from './idle.js';
import { Timers } from './timers.js';

class MoveClock {
  /** Instant to go to, with offset. */
  @ApiProperty({ required: false, example: '2026-07-01T00:00:00+08:00' })
  @ValidateIf(({ now }: MoveClock) => now !== undefined)
  @IsISO8601({ strict: true })
  @Matches(/(Z|[+-]\d\d:\d\d)$/, { message: 'now must have an offset' })
  now?: string;

  /** ISO 8601 duration to go on by. */
  @ApiProperty({ required: false, example: 'P11D' })
  @ValidateIf(({ advance }: MoveClock) => advance !== undefined)
  @IsString()
  advance?: string;
}

/** How long work may take that one move sets off. */
const PATIENCE_MS = 120_000;

/** The server's clock in `--dev`; without it these routes do not exist. */
@ApiTags('development')
@Controller('api/v1/dev/clock')
export class DevClockController {
  constructor(
    @Inject(CLOCK) private readonly clock: DevClock,
    private readonly timers: Timers,
    private readonly work: WorkRegistry,
  ) {}

  @Get()
  read() {
    return { now: new Date(this.clock.now()).toISOString() };
  }

  /** Moves the clock forward; answers after everything then due has happened. */
  @Post()
  @HttpCode(200)
  async move(@Body() body: MoveClock) {
    await this.settled();
    const from = this.clock.now();
    if (!this.clock.moveTo(target(body, from), from))
      throw new Problem(422, 'clock_moves_forward', 'the clock moves forward only', {
        pointer: body.now === undefined ? '/advance' : '/now',
      });
    // What a timer sets off may itself be due by now.
    for (let round = 0; round < 2; round += 1) {
      await this.timers.fire();
      await this.settled();
    }
    return this.read();
  }

  private async settled(): Promise<void> {
    if (!(await untilIdle(this.work, PATIENCE_MS)))
      throw new Problem(503, 'still_busy', 'the services are still at work; ask again', {
        retryAfter: 5,
      });
  }
}

const target = ({ now, advance }: MoveClock, from: number): number => {
  if ((now === undefined) === (advance === undefined))
    throw new Problem(400, 'invalid', 'give either now or advance', { pointer: '' });
  if (now !== undefined) return Date.parse(now);
  const to = plusDuration(from, advance ?? '');
  if (to === undefined)
    throw new Problem(400, 'invalid', 'advance must be an ISO 8601 duration, such as P11D', {
      pointer: '/advance',
    });
  return to;
};
