import { Global, Module } from '@nestjs/common';
import { KEY_RING } from '../../../libs/platform/tokens.js';
import { SourceCommands } from './source-commands.js';
import { SourceDirectory } from './source-directory.js';
import { SourcesController } from './sources.controller.js';

/** Sources and their keys. Global, because the guard of every route asks the key ring. */
@Global()
@Module({
  controllers: [SourcesController],
  providers: [SourceDirectory, SourceCommands, { provide: KEY_RING, useExisting: SourceDirectory }],
  exports: [SourceDirectory, KEY_RING],
})
export class SourcesModule {}
