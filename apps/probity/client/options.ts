import type { Command } from 'commander';
import { ApiClient } from './api-client.js';

export interface ServerOptions {
  readonly url: string;
  readonly token?: string;
}

/** Adds `--url` and `--token` to a command that calls the server. */
export const withServer = (command: Command): Command =>
  command
    .option(
      '--url <url>',
      'address of the server',
      `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`,
    )
    .option('--token <token>', 'bearer token (or PROBITY_TOKEN)');

export const clientOf = (options: ServerOptions): ApiClient =>
  new ApiClient({ url: options.url, token: options.token ?? process.env['PROBITY_TOKEN'] });
