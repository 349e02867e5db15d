import { Global, Module } from '@nestjs/common';
import { CLOCK, EVENT_STORE, REGULATIONS, SETTINGS } from '../../libs/platform/tokens.js';
import { openShelf } from './open-shelf.js';

/** The regulations, on record before any service starts. */
@Global()
@Module({
  providers: [
    { provide: REGULATIONS, useFactory: openShelf, inject: [SETTINGS, EVENT_STORE, CLOCK] },
  ],
  exports: [REGULATIONS],
})
export class RegulationModule {}
