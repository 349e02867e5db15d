import { createReadStream, createWriteStream, statSync, type WriteStream } from 'node:fs';
import type { Command } from 'commander';
import { Usage } from '../client/api-client.js';
import { JsonElements } from '../client/json-elements.js';
import { clientOf, withServer, type ServerOptions } from '../client/options.js';
import { progressBar } from '../client/progress.js';
import { run } from '../client/run.js';
import { sendEvents, type Rejected } from '../client/send-events.js';

interface IngestOptions extends ServerOptions {
  readonly format: string;
  readonly source: string;
  readonly rejects: string;
}

export const register = (program: Command): void => {
  const command = program
    .command('ingest <file>')
    .description('stream learning events in: NDJSON or a JSON array; - reads standard input')
    .option('--format <format>', 'cloudevents', 'cloudevents')
    .requiredOption('--source <name>', 'the source that sends; events of others are left out')
    .option('--rejects <file>', 'where refused events go', 'rejects.ndjson');
  withServer(command).action((file: string, options: IngestOptions) =>
    run(() => ingest(file, options)),
  );
};

interface Seen {
  bytes: number;
  foreign: number;
  broken: number;
}

const ingest = async (file: string, options: IngestOptions): Promise<number> => {
  if (options.format !== 'cloudevents')
    throw new Usage(`unknown format "${options.format}": this version reads cloudevents`);
  const bytes = file === '-' ? 0 : statSync(file).size;
  const input = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
  const seen: Seen = { bytes: 0, foreign: 0, broken: 0 };
  const rejects = rejectsFile(options.rejects);
  const bar = progressBar('ingest', 0, 'events');
  const tally = await sendEvents(
    clientOf(options),
    elementsOf(input, options.source, seen, rejects.write),
    (now) => {
      const share = bytes > 0 ? ` ${String(Math.round((100 * seen.bytes) / bytes))} %` : '';
      bar.update(now.sent, `${share} ${String(now.rejected)} rejected`);
    },
    rejects.write,
  ).finally(() => {
    bar.stop();
    rejects.close();
  });
  const rejected = tally.rejected + seen.broken;
  console.log(
    `${String(tally.accepted)} accepted, ${String(tally.duplicates)} duplicates, ${String(rejected)} rejected` +
      (rejected > 0 ? ` (see ${options.rejects})` : '') +
      (seen.foreign > 0 ? `, ${String(seen.foreign)} of other sources left out` : ''),
  );
  return rejected > 0 ? 1 : 0;
};

const NOT_JSON: Rejected = { index: 0, code: 'not_json', message: 'the line is not a JSON object' };

async function* elementsOf(
  input: AsyncIterable<unknown>,
  source: string,
  seen: Seen,
  onBroken: (raw: Uint8Array, reason: Rejected) => void,
): AsyncGenerator<Uint8Array> {
  const elements = new JsonElements();
  const kinds = function* (found: Iterable<Uint8Array>): Generator<Uint8Array> {
    for (const element of found) {
      const kind = kindOf(element, source);
      if (kind === 'own') yield element;
      else if (kind === 'foreign') seen.foreign += 1;
      else {
        seen.broken += 1;
        onBroken(element, NOT_JSON);
      }
    }
  };
  for await (const piece of input) {
    const chunk = piece as Buffer;
    seen.bytes += chunk.length;
    yield* kinds(elements.feed(chunk));
  }
  const left = elements.end();
  if (left) yield* kinds([left]);
}

const kindOf = (element: Uint8Array, source: string): 'own' | 'foreign' | 'broken' => {
  const event = parsed(element);
  if (typeof event !== 'object' || event === null) return 'broken';
  const named = (event as { source?: unknown }).source;
  return typeof named === 'string' && named !== source ? 'foreign' : 'own';
};

/** The JSON value, or the text itself where it is none. */
const parsed = (raw: Uint8Array): unknown => {
  const text = Buffer.from(raw).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const rejectsFile = (path: string) => {
  let file: WriteStream | undefined;
  return {
    write: (raw: Uint8Array, { code, message, pointer }: Rejected): void => {
      file ??= createWriteStream(path);
      file.write(`${JSON.stringify({ code, message, pointer, event: parsed(raw) })}\n`);
    },
    close: (): void => {
      file?.end();
    },
  };
};
