// PostgreSQL for the engine specs: a server of our own in a temporary folder, ended by its pid.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.mjs';

const SETTINGS = ['-c', 'max_connections=200', '-c', 'shared_buffers=128MB'];
const DEBIAN = '/usr/lib/postgresql';
/** `postgres` and `initdb` refuse root: they run as nobody then. */
const NOBODY = 65_534;
const root = process.getuid?.() === 0;
const asUser = root ? { uid: NOBODY, gid: NOBODY } : {};

const installed = () => {
  const debian = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : [];
  const path = (process.env.PATH ?? '').split(':');
  return [process.env.POSTGRES_BIN, ...debian, ...path]
    .filter(Boolean)
    .find((folder) => existsSync(join(folder, 'initdb')));
};

/** The folder of the server's programs; installs Debian's package where that is possible. */
const binaries = () => {
  const found = installed();
  if (found) return found;
  const missing =
    'PostgreSQL is not installed: install it (Debian: apt-get install postgresql-15), or name the folder of initdb in POSTGRES_BIN';
  if (!root) throw new Error(missing);
  console.log('installing PostgreSQL …');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-q'], { ...quiet, env });
    const install = ['install', '-y', '-q', '--no-install-recommends', 'postgresql-15'];
    execFileSync('apt-get', install, { ...quiet, env });
  } catch {
    throw new Error(missing);
  }
  return installed();
};

/**
 * Starts a server with one database. `restart` and `kill` are for specs that own their server:
 * `kill` is a crash (SIGKILL to all its processes is not, so an immediate shutdown stands for it).
 * Not `durable`, it does not wait for the disk: specs end servers, they do not cut the power.
 */
export const startPostgres = async ({ durable = false } = {}) => {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'probity-pg-'));
  if (root) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, 'data');
  // A Chinese default collation: what must be in the order of bytes has to say so.
  const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=zh-CN'];
  const init = ['-D', data, '-U', 'probity', '--auth=trust', '--encoding=UTF8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), [...init, ...locale], {
    cwd: folder,
    stdio: 'pipe',
    ...asUser,
  });
  const port = await freePort();
  const url = `postgres://probity@127.0.0.1:${port}/postgres`;
  let server;

  const start = async () => {
    const options = ['-D', data, '-k', folder, '-p', String(port), '-h', '127.0.0.1'];
    const child = spawn(
      join(bin, 'postgres'),
      [
        ...options,
        ...SETTINGS,
        ...(durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']),
      ],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...asUser },
    );
    const log = [];
    child.stderr.on('data', (chunk) => {
      log.push(String(chunk));
      if (log.length > 50) log.shift();
    });
    server = child;
    for (let tries = 0; tries < 300; tries += 1) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${log.join('')}`);
      if (ready(bin, folder, port)) return;
      await sleep(100);
    }
    throw new Error(`PostgreSQL was not ready within 30 s: ${log.join('')}`);
  };
  const end = async (signal) => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  };

  const stop = async () => {
    await end('SIGINT');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    pid: () => server.pid,
    /** Fast shutdown: connections are cut, commits are kept. */
    halt: () => end('SIGINT'),
    /** Immediate shutdown, as after a crash: recovery from the log at the next start. */
    kill: () => end('SIGQUIT'),
    start,
    stop,
  };
};

const ready = (bin, folder, port) => {
  try {
    execFileSync(join(bin, 'pg_isready'), ['-q', '-h', folder, '-p', String(port)]);
    return true;
  } catch {
    return false;
  }
};

/** As the runner knows it. */
export default {
  name: 'PostgreSQL',
  start: async () => {
    const { url, stop } = await startPostgres();
    return { env: { DATABASE_URL: url }, stop };
  },
};
