import { GatewayModule } from '../../gateway/gateway.module.js';

/** One line per service; each is one Nest module. */
export const SERVICES = {
  gateway: GatewayModule,
} as const;

export type ServiceName = keyof typeof SERVICES;
