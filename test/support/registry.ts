import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Api } from './api.js';

const MAIN = join(import.meta.dirname, '../registry-simulator/main.js');

export interface RegistryBook {
  readonly deliveries: readonly {
    readonly id: string;
    readonly body: string;
    readonly trouble: string;
  }[];
  readonly forged: readonly string[];
  /** How often each message took effect. */
  readonly effects: Readonly<Record<string, number>>;
  readonly rows: readonly {
    readonly student: string;
    readonly offering: string;
    readonly result: string;
    readonly grade: number;
  }[];
}

/** The registry simulator in a process of its own. */
export const startRegistry = async (seed: number) => {
  const child = spawn(process.execPath, [MAIN, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const url = /listens on (\S+)/.exec(line)?.[1] ?? '';
  const api = new Api(url);
  return {
    /** Where it takes outcomes. */
    url: `${url}/outcomes`,
    control: async (body: object): Promise<void> => {
      await api.post('/control', body);
    },
    book: async (): Promise<RegistryBook> => (await api.get<RegistryBook>('/book')).body,
    /** It tells Probity everything it holds, after all its acknowledgements; answers the status. */
    report: async (): Promise<number> => (await api.post('/report')).status,
    stop: async (): Promise<void> => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
};

export type TestRegistry = Awaited<ReturnType<typeof startRegistry>>;
