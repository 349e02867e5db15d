import { Command } from 'commander';
import 'reflect-metadata';
import * as ingest from './commands/ingest.js';
import * as roster from './commands/roster.js';
import * as token from './commands/token.js';

/** One line per command: each file of commands/ registers its own. */
const commands = [ingest, roster, token];

const program = new Command('probity')
  .description('Academic-integrity monitoring: learning events in, fair decisions out.')
  .showHelpAfterError()
  .exitOverride();
for (const command of commands) command.register(program);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed why; its help and version are no errors.
  const { exitCode } = error as { exitCode?: number };
  if (exitCode === undefined) throw error;
  process.exitCode = exitCode === 0 ? 0 : 2;
}
