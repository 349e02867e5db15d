// The Library of Congress' BagIt tool for the specs of the case file, installed by pip into a temporary folder.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = 'bagit==1.9.0';

/** As the runner knows it: no server, a referee. */
export default {
  name: 'bagit.py',
  start: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probity-bagit-'));
    const pip = ['-m', 'pip', 'install', '--quiet', '--target', folder, PACKAGE];
    try {
      execFileSync('python3', pip, { stdio: ['ignore', 'ignore', 'pipe'] });
    } catch {
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`python3 with pip is needed to install ${PACKAGE}`);
    }
    return {
      env: { BAGIT_PYTHONPATH: folder },
      stop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};
