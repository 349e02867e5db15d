import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../principal.js';
import { Problem } from '../problem.js';
import { Readiness } from './readiness.js';

@ApiTags('operation')
@Public()
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process lives. */
  @Get('healthz')
  health() {
    return { status: 'ok' };
  }

  /** The process can take work; 503 while it cannot. */
  @Get('readyz')
  async ready() {
    const failing = await this.readiness.failing();
    if (failing.length > 0)
      throw new Problem(503, 'not_ready', `not ready: ${failing.join(', ')}`, { retryAfter: 1 });
    return { status: 'ready' };
  }
}
