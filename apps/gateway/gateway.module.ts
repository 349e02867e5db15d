import { Module } from '@nestjs/common';
import { EventsController } from './intake/events.controller.js';
import { EvidenceController } from './intake/evidence.controller.js';
import { IntakeService } from './intake/intake.service.js';
import { RejectsController } from './intake/rejects.controller.js';
import { PipelineController } from './pipeline/pipeline.controller.js';

/** Events in, and what can be said of them. */
@Module({
  controllers: [EventsController, EvidenceController, RejectsController, PipelineController],
  providers: [IntakeService],
})
export class GatewayModule {}
