import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { simulate, type SimulationOptions } from './simulate.js';

/**
 * Writes `roster.json`, `events.ndjson` (in order of arrival) and `labels.json` into a folder, made
 * if missing. Resolves with the number of events; memory stays at one day of the campus.
 */
export async function writeSimulation(options: SimulationOptions, folder: string): Promise<number> {
  const { roster, events, labels } = simulate(options);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'roster.json'), JSON.stringify(roster, null, 1));
  let count = 0;
  function* chunks(): Generator<string> {
    let lines = '';
    for (const event of events) {
      lines += `${JSON.stringify(event)}\n`;
      if (++count % 1000 !== 0) continue;
      yield lines;
      lines = '';
    }
    yield lines;
  }
  await pipeline(Readable.from(chunks()), createWriteStream(join(folder, 'events.ndjson')));
  // Which events are the wrong ones is known when all are drawn.
  await writeFile(join(folder, 'labels.json'), JSON.stringify(labels, null, 1));
  return count;
}
