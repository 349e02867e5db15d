import { Command } from 'commander';
import 'reflect-metadata';
import * as backtest from './commands/backtest.js';
import * as caseCommand from './commands/case.js';

import * as demo from './commands/demo.js';
import * as erase from './commands/erase.js';
import * as evaluate from './commands/evaluate.js';
import * as exportCommand from './commands/export.js';
import * as ingest from './commands/ingest.js';
import * as rebuild from './commands/rebuild.js';
import * as roster from './commands/roster.js';
import * as serve from './commands/serve.js';
import * as simulate from './commands/simulate.js';
import * as token from './commands/token.js';
import * as verify from './commands/verify.js';

/** One line per command: each file of commands/ registers its own. */
const commands = [
  serve,
  demo,
  ingest,
  roster,
  simulate,
  evaluate,
  rebuild,
  backtest,
  caseCommand,
  exportCommand,
  erase,
  verify,
  token,
];

const program = new Command('probity')
  .description('Academic-integrity monitoring: learning events in, fair decisions out.')
  .showHelpAfterError();
for (const command of commands) command.register(program);
for (const command of [program, ...program.commands]) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed why; its help and version are no errors.
  const { exitCode } = error as { exitCode?: number };
  if (exitCode === undefined) throw error;
  process.exitCode = exitCode === 0 ? 0 : 2;
}
