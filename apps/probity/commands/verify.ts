import type { Command } from 'commander';
import { verifyFile } from '../../../libs/case-file/verify/main.js';
import { run } from '../client/run.js';

interface VerifyOptions {
  readonly key?: string;
  readonly root?: string;
}

export const register = (program: Command): void => {
  program
    .command('verify <file>')
    .description(
      'check a case file (ZIP, or the folder it was unpacked to) offline: 0 intact, 1 tampered, 2 usage or unreadable',
    )
    .option('--key <file>', 'public key (PEM) of the signer that you trust, or the published list')
    .option('--root <code>', 'the code printed on a served document')
    .action((file: string, options: VerifyOptions) =>
      run(async () => {
        const { text, code } = verifyFile(file, options);
        console.log(text);
        return code;
      }),
    );
};
