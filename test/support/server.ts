import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Api } from './api.js';
import { TemporaryFolders } from './temporary-folder.js';

/** The compiled command line, as it is run by people. */
export const MAIN = join(import.meta.dirname, '../../apps/probity/main.js');

export interface ServerOptions {
  /** Kept by the caller; a fresh temporary one otherwise, removed at the end. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `--dev` unless false. */
  readonly dev?: boolean;
  /** `all` unless told otherwise. */
  readonly service?: string;
  /** A free one unless told otherwise. */
  readonly port?: string;
  /** A command that starts the server as its child in the same process: `nsenter …`. */
  readonly within?: readonly string[];
  /** Another version's `main.js`; this one's unless told otherwise. */
  readonly main?: string;
}

export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Calls as `dev:admin:root` until told otherwise by `as`. */
  readonly api: Api;
  /** Everything it wrote to stdout and stderr. */
  output(): string;
  /** SIGTERM; resolves to the exit code. Removes a temporary data folder. */
  stop(): Promise<number | null>;
  /** SIGKILL: no shutdown hook runs. The data folder stays. */
  kill(): Promise<void>;
  /** Resolves once everything sent so far is dealt with by every service; asks `asked` times, 2 min each. */
  idle(asked?: number): Promise<void>;
}

export interface Starting {
  /** Everything it has written so far. */
  output(): string;
  /** Rejects when it ends instead. */
  readonly listening: Promise<TestServer>;
}

/** Starts `probity serve` as a child process on a free port and waits until it says so. */
export const startServer = (options: ServerOptions = {}): Promise<TestServer> =>
  beginServer(options).listening;

/** The same for who has business with it before it listens. */
export const beginServer = (options: ServerOptions = {}): Starting => {
  const folders = new TemporaryFolders();
  const dataDir = options.dataDir ?? folders.make();
  const [command = process.execPath, ...args] = [
    ...(options.within ?? []),
    ...[
      process.execPath,
      options.main ?? MAIN,
      'serve',
      options.service ?? 'all',
      '--port',
      options.port ?? '0',
    ],
    ...(options.dev === false ? [] : ['--dev']),
  ];
  const child = spawn(command, args, {
    env: {
      ...withoutEngines(process.env),
      LOG_LEVEL: 'warn',
      PROBITY_KEY_DIR: join(dataDir, 'keys'),
      ...options.env,
      PROBITY_DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  return { output, listening: listening(child, output, dataDir, () => folders.removeAll()) };
};

const listening = async (
  child: ChildProcess,
  output: () => string,
  dataDir: string,
  removeFolders: () => void,
): Promise<TestServer> => {
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const url = await Promise.race([
    address(child, output),
    ended.then(([code]) => {
      throw new Error(`the server ended with ${String(code)}: ${output()}`);
    }),
  ]);
  const api = new Api(url, 'dev:admin:root');
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return (await ended)[0];
  };
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    api,
    output,
    stop: async () => {
      const code = await end('SIGTERM');
      removeFolders();
      return code;
    },
    kill: async () => {
      await end('SIGKILL');
    },
    idle: (asked = 1) => untilIdle(api, asked),
  };
};

/** The engines that a run of specs started are not every server's: a spec names those of its own. */
const withoutEngines = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(KAFKA_|KURRENTDB_|DATABASE_URL$|PROBITY_)/.test(name),
    ),
  );

const collect = (child: ChildProcess): (() => string) => {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
};

/** The line that `serve` prints when it is ready. */
const address = (child: ChildProcess, output: () => string): Promise<string> =>
  new Promise((resolve) => {
    child.stdout?.on('data', () => {
      const found = /listens on (\S+)/.exec(output())?.[1];
      if (found) resolve(found);
    });
  });

/** The dev clock answers after all work is done: advancing by nothing is asking for that. */
const untilIdle = async (api: Api, asked: number): Promise<void> => {
  const { status, body } = await api.post('/api/v1/dev/clock', { advance: 'PT0S' });
  if (status === 503 && asked > 1) return untilIdle(api, asked - 1);
  if (status !== 200) throw new Error(`not idle: ${JSON.stringify(body)}`);
};
