import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { evaluate } from '../../libs/detection/evaluation/evaluate.js';
import { tablesOf } from '../../libs/detection/evaluation/tables.js';
import { judgeTerm } from './evaluation/judge-term.js';
import { termOf } from './evaluation/seed-result.js';
import type { SimEvent } from './event.js';
import type { Labels, Simulation } from './simulate.js';

/**
 * What the detectors make of semesters that somebody else drew, without a server:
 * `node dist/test/simulator/measure-folder-main.js DIR...`, each as `probity simulate` writes it
 * (`roster.json`, `events.ndjson` in order of arrival, `labels.json`).
 */
const terms = [];
for (const folder of process.argv.slice(2)) {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const roster = read('roster.json') as Simulation['roster'];
  const labels = read('labels.json') as Labels;
  const semester = { roster, events: eventsOf(join(folder, 'events.ndjson')) };
  const outcome = await judgeTerm(semester, { weekly: true });
  for (const [what, times] of outcome.failures)
    console.error(`FAILED ${String(times)} times: ${what}`);
  console.error(`${folder}: ${String(outcome.events)} events`);
  terms.push(termOf(folder, { labels, roster }, outcome));
}
console.log(tablesOf(evaluate(terms)).join('\n'));

/** The events of a file, read again whenever they are asked for. */
function eventsOf(file: string): Iterable<SimEvent> {
  return {
    *[Symbol.iterator]() {
      for (const line of linesOf(file)) yield JSON.parse(line) as SimEvent;
    },
  };
}

function* linesOf(file: string): Generator<string> {
  const handle = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(1 << 20);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield line;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(handle);
  }
}
