import { Module } from '@nestjs/common';
import { TimelineController } from './timeline.controller.js';
import { TimelineWorker } from './timeline-worker.js';

/** Projects activity into timelines and serves them. */
@Module({ controllers: [TimelineController], providers: [TimelineWorker] })
export class TimelineModule {}
