import { createHash } from 'node:crypto';
import type { Api } from '../support/api.js';
import { listAll } from '../support/feed.js';
import { standingOf } from '../support/standing.js';

interface Entry {
  readonly source: string;
  readonly id: string;
  readonly time: string;
  readonly type: string;
  readonly offering?: string;
}

/** What two runs of the same semester must agree upon, whatever engines they stand on. */
export interface Answers {
  readonly signals: number;
  readonly flags: number;
  readonly entries: number;
  /** SHA-256 of each part, in hex. */
  readonly hashes: {
    readonly signals: string;
    readonly cases: string;
    readonly timelines: string;
  };
}

const hashOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex');

export const answersOf = async (api: Api, students: readonly string[]): Promise<Answers> => {
  const { signals, flags } = await standingOf(api);
  const auditor = api.as('dev:auditor:shen');
  const timelines: string[] = [];
  for (const student of students) {
    const entries = await listAll<Entry>(auditor, `/api/v1/students/${student}/timeline`);
    for (const { source, id, time, type, offering } of entries)
      timelines.push(JSON.stringify([student, source, id, time, type, offering]));
  }
  return {
    signals: signals.length,
    flags: flags.length,
    entries: timelines.length,
    hashes: { signals: hashOf(signals), cases: hashOf(flags), timelines: hashOf(timelines) },
  };
};
