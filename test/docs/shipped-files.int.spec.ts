import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_POLICY } from '../../libs/detection/policy/default-policy.js';
import { readPolicy } from '../../libs/detection/policy/read-policy.js';
import { DETECTORS } from '../../libs/detection/registry.js';

const root = join(import.meta.dirname, '../../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('what is shipped beside the code', () => {
  it('given the policy to start from, when read, then it is the default under another version', () => {
    const reading = readPolicy(text('deploy/policy.yaml'), DETECTORS);
    expect(reading.ok && reading.policy).toEqual({ ...DEFAULT_POLICY, version: 'school-1' });
  });

  it('given the documents, when they name a command, then it exists', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    const main = join(root, 'dist/apps/probity/main.js');
    const help = execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8' });
    for (const file of ['README.md', 'CONTRIBUTING.md', 'deploy/README.md']) {
      const named = (pattern: RegExp) => [...text(file).matchAll(pattern)].map((match) => match[1]);
      for (const script of named(/npm run ([a-z:-]+)/g))
        expect(scripts).toHaveProperty([`${script}`]);
      for (const command of named(/npx probity ([a-z]+)/g))
        expect(help).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    }
  });
});
