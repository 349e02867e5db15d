// Starts the real servers, runs the specs that need them (`*.engine.spec.ts`), ends the servers.
// Arguments go to jest: `npm run test:engines -- postgres` runs the paths that contain "postgres".
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINES } from './engines/index.mjs';

const root = join(import.meta.dirname, '..');
const build = spawnSync(process.execPath, [join(root, 'scripts', 'build-if-needed.mjs')], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(1);

const started = [];
let jest;
const stopAll = async () => {
  for (const { name, stop } of started.splice(0).reverse())
    await stop().catch((error) => console.error(`${name} did not end: ${error.message}`));
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest?.kill(signal));

const folder = mkdtempSync(join(tmpdir(), 'probity-test-'));
const report = join(folder, 'report.json');
const missing = [];
const env = { ...process.env };
try {
  for (const { name, start } of ENGINES)
    try {
      const engine = await start();
      started.push({ name, stop: engine.stop });
      Object.assign(env, engine.env);
      console.log(`${name} is up`);
    } catch (error) {
      missing.push(name);
      console.error(`${name} could not be started: ${error.message}`);
    }
  jest = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings=ExperimentalWarning',
      join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
      `--config=${join(root, 'jest.engines.config.mjs')}`,
      // A spec that leaves a connection open is told of, and must not keep the servers for ever.
      '--forceExit',
      '--json',
      `--outputFile=${report}`,
      ...process.argv.slice(2),
    ],
    { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await new Promise((resolve) => jest.once('exit', resolve));
} finally {
  await stopAll();
}

const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
rmSync(folder, { recursive: true, force: true });
console.log('');
if (result === undefined) {
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
if (missing.length > 0) console.log(`not started: ${missing.join(', ')}`);
const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
const skipped = result.numPendingTests + result.numTodoTests;
console.log(`${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || missing.length > 0 || result.numPassedTests === 0 ? 1 : 0);
