import { Argument, Option, type Command } from 'commander';
import { PROFILES, readSettings } from '../../../libs/platform/settings.js';
import { run } from '../client/run.js';
import { SERVICE_NAMES, type ServiceName } from '../serving/service-names.js';

interface ServeOptions {
  readonly profile?: string;
  readonly dev?: boolean;
  readonly port?: string;
}

export const register = (program: Command): void => {
  program
    .command('serve')
    .description('one service, or all in one process')
    .addArgument(new Argument('[service]').choices([...SERVICE_NAMES, 'all']).default('all'))
    .addOption(new Option('--profile <profile>', PROFILES.join(', ')))
    .option('--dev', 'dev:ROLE:NAME tokens and a movable clock, on loopback only')
    .option('--port <port>', 'instead of PORT')
    .action((service: ServiceName | 'all', options: ServeOptions) =>
      run(() => serve(service, options)),
    );
};

const serve = async (service: ServiceName | 'all', options: ServeOptions): Promise<undefined> => {
  const settings = readSettings(process.env, options);
  // Everything behind it takes a second to load; a wrong setting need not wait for that.
  const { startServer } = await import('../serving/start-server.js');
  const server = await startServer(settings, service === 'all' ? SERVICE_NAMES : [service]);
  console.log(`Probity listens on ${server.url} (API: ${server.url}/api/docs)`);
  await untilTold();
  await server.close();
};

/** SIGTERM or SIGINT; a second one ends the process at once. */
const untilTold = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
  });
