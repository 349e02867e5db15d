import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AuthGuard } from './auth/auth.guard.js';
import { Authenticator } from './auth/authenticator.js';
import { TicketOffice } from './auth/ticket-office.js';
import { DevClock } from './clock/dev-clock.js';
import { DevClockController } from './clock/dev-clock.controller.js';
import { Timers } from './clock/timers.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { Courtesy } from './courtesy.js';
import { ProblemFilter } from './http/problem-filter.js';
import { RouteTable } from './http/route-table.js';
import { validationPipe } from './http/validation.js';
import type { Log } from './logging.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { devClockFile, type Settings } from './settings.js';
import { systemClock } from './system-clock.js';
import { CLOCK, LOG, SETTINGS } from './tokens.js';
import { WorkRegistry } from './work-registry.js';

export interface Platform {
  readonly settings: Settings;
  readonly log: Log;
  readonly routes: RouteTable;
}

/**
 * What every service stands on: settings, log, clock, who calls, how refusals look, metrics and
 * health. Needs `KEY_RING` from another global module.
 */
@Module({})
export class PlatformModule {
  static of({ settings, log, routes }: Platform): DynamicModule {
    const clock = settings.dev ? new DevClock(devClockFile(settings.dataDir)) : systemClock;
    const shared: Provider[] = [
      { provide: SETTINGS, useValue: settings },
      { provide: LOG, useValue: log },
      { provide: CLOCK, useValue: clock },
      { provide: RouteTable, useValue: routes },
      WorkRegistry,
      Courtesy,
      Readiness,
      Metrics,
      Authenticator,
      TicketOffice,
      Timers,
    ];
    return {
      module: PlatformModule,
      global: true,
      controllers: [
        HealthController,
        MetricsController,
        ...(settings.dev ? [DevClockController] : []),
      ],
      providers: [...shared, ...edges],
      exports: shared.map((provider) =>
        typeof provider === 'function' ? provider : provider.provide,
      ),
    };
  }
}

const edges: Provider[] = [
  { provide: APP_GUARD, useClass: AuthGuard },
  { provide: APP_FILTER, useClass: ProblemFilter },
  { provide: APP_PIPE, useFactory: validationPipe },
];
