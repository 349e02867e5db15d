import type { Type } from '@nestjs/common';
import { CaseworkModule } from '../../casework/casework.module.js';
import { DetectionModule } from '../../detection/detection.module.js';
import { GatewayModule } from '../../gateway/gateway.module.js';
import { TimelineModule } from '../../timeline/timeline.module.js';
import type { ServiceName } from './service-names.js';

/** One line per service; each is one Nest module. */
export const SERVICES: Readonly<Record<ServiceName, Type>> = {
  gateway: GatewayModule,
  timeline: TimelineModule,
  detection: DetectionModule,
  casework: CaseworkModule,
};
