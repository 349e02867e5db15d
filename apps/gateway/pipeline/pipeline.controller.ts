import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import { isMapped } from '../../../libs/activity/intake/check-data.js';
import { isIdle, lagsOf } from '../../../libs/platform/clock/idle.js';
import { Roles } from '../../../libs/platform/principal.js';
import { LEDGER } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { IntakeService } from '../intake/intake.service.js';
import { KafkaIntake } from '../kafka/kafka-intake.js';

/** How much came in, and how far the services behind the intake have come. */
@ApiTags('operation')
@Controller('api/v1/pipeline')
export class PipelineController {
  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    private readonly intake: IntakeService,
    private readonly work: WorkRegistry,
    private readonly kafka: KafkaIntake,
  ) {}

  /** `idle`: without new input, only the clock could change an answer. */
  @Get()
  @Roles('operator', 'auditor', 'admin')
  async read() {
    // Taken before the lags: what comes in between is not called dealt with.
    const waiting = this.intake.waiting;
    const intake = await this.kafka.lag();
    const { events: stored, duplicates, rejected, types } = await this.ledger.figures();
    const unmapped = Object.entries(types)
      .filter(([type]) => !isMapped(type))
      .reduce((sum, [, count]) => sum + count, 0);
    const workers = await lagsOf(this.work);
    const received = stored + duplicates + rejected;
    // Null: no broker says how much waits there.
    const idle =
      waiting === 0 && (intake ?? (intake === undefined ? 0 : 1)) === 0 && isIdle(workers);
    const lag = intake === undefined ? workers : { ...workers, intake };
    return { received, stored, duplicates, rejected, unmapped, lag, idle };
  }
}
