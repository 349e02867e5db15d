// Starts the real servers, runs the benchmarks that need them, ends the servers. Arguments go to the
// benchmark: `npm run bench:engines -- --quick kafka`.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import kafka from './engines/kafka.mjs';

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
/** PostgreSQL's benchmark starts one of its own. */
const ENGINES = named.length === 0 || named.includes('kafka') ? [kafka] : [];

const root = join(import.meta.dirname, '..');
const build = spawnSync(process.execPath, [join(root, 'scripts', 'build-if-needed.mjs')], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(1);

const started = [];
let status;
try {
  const env = { ...process.env };
  for (const { name, start } of ENGINES) {
    const engine = await start();
    started.push(engine);
    Object.assign(env, engine.env);
    console.error(`${name} is up`);
  }
  const main = join(root, 'dist', 'test', 'benchmarks', 'engines', 'main.js');
  const bench = spawn(process.execPath, [main, ...process.argv.slice(2)], {
    env,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
  status = await new Promise((resolve) => bench.once('exit', (code) => resolve(code ?? 1)));
} finally {
  for (const { stop } of started.reverse()) await stop();
}
process.exit(status);
