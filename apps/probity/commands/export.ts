import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { clientOf, withServer, type ServerOptions } from '../client/options.js';
import { run } from '../client/run.js';

interface ExportOptions extends ServerOptions {
  readonly profile: string;
  readonly out?: string;
}

export const register = (program: Command): void => {
  const command = program
    .command('export <case>')
    .description('write a case file (BagIt ZIP)')
    .option('--profile <profile>', 'student, panel, appeal, court or archive', 'panel')
    .option('--out <file>', 'the file to write (default: CASE.zip)');
  withServer(command).action((id: string, options: ExportOptions) =>
    run(async () => {
      const query = new URLSearchParams({ profile: options.profile }).toString();
      const path = `/api/v1/cases/${encodeURIComponent(id)}/file?${query}`;
      const bytes = await clientOf(options).bytes(path);
      const out = options.out ?? `${id}.zip`;
      writeFileSync(out, bytes);
      console.log(
        `${out}: ${String(bytes.length)} bytes; check it with: npx probity verify ${out}`,
      );
      return 0;
    }),
  );
};
