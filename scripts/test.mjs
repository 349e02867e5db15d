// Builds, runs the suite on the build, and closes with one line: `N passed, N failed, N skipped`.
// Arguments go to jest: `npm test -- unit` runs the paths that contain "unit".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leftOut } from './engines/left-out.mjs';

const root = join(import.meta.dirname, '..');
const run = (script, ...args) =>
  spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;

// A spec that was deleted must not live on in an old build.
rmSync(join(root, 'dist'), { recursive: true, force: true });
if (run(join(root, 'scripts', 'build-if-needed.mjs')) !== 0) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), 'probity-test-'));
const report = join(folder, 'report.json');
const jest = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);
if (!existsSync(report)) {
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
const result = JSON.parse(readFileSync(report, 'utf8'));
rmSync(folder, { recursive: true, force: true });

console.log('');
const sentence = leftOut(root);
if (sentence) console.log(sentence);
// A suite that does not load has no test of its own, but it is a failure all the same.
const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
const skipped = result.numPendingTests + result.numTodoTests;
console.log(`${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || result.numPassedTests === 0 ? 1 : (jest.status ?? 1));
