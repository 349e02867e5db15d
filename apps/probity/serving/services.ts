import { GatewayModule } from '../../gateway/gateway.module.js';
import { TimelineModule } from '../../timeline/timeline.module.js';

/** One line per service; each is one Nest module. */
export const SERVICES = {
  gateway: GatewayModule,
  timeline: TimelineModule,
} as const;

export type ServiceName = keyof typeof SERVICES;
