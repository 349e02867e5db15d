import { Module } from '@nestjs/common';
import { EventsController } from './intake/events.controller.js';
import { EvidenceController } from './intake/evidence.controller.js';
import { IntakeService } from './intake/intake.service.js';
import { RejectsController } from './intake/rejects.controller.js';
import { KafkaIntakeModule } from './kafka/kafka-intake.module.js';
import { PipelineController } from './pipeline/pipeline.controller.js';
import { RosterController } from './roster/roster.controller.js';
import { SealingTimer } from './sealing/sealing.timer.js';

/** Events and reference data in, and what can be said of them. */
@Module({
  imports: [KafkaIntakeModule],
  controllers: [
    EventsController,
    EvidenceController,
    RejectsController,
    PipelineController,
    RosterController,
  ],
  providers: [IntakeService, SealingTimer],
})
export class GatewayModule {}
