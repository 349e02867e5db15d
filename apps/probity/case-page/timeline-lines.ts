import type { TimelineEntry } from './types.js';

/** Entries of one kind, activity and session that follow each other are shown as one line. */
interface Run {
  readonly first: TimelineEntry;
  last: TimelineEntry;
  count: number;
  cited: number;
}

/**
 * A student's timeline for the eye: oldest first, runs of heartbeats folded into one line each,
 * entries that a signal rests on marked with `◀`.
 */
export const timelineLines = (newestFirst: readonly TimelineEntry[]): string[] => {
  const runs: Run[] = [];
  const open = new Map<string, Run>();
  for (const entry of [...newestFirst].reverse()) {
    const key = runKey(entry);
    const run = open.get(key);
    if (run && entry.type.includes('heartbeat')) {
      run.last = entry;
      run.count += 1;
      run.cited += cited(entry);
    } else {
      const started: Run = { first: entry, last: entry, count: 1, cited: cited(entry) };
      runs.push(started);
      open.set(key, started);
    }
  }
  let day = '';
  return runs.flatMap((run) => {
    const date = run.first.time.slice(0, 10);
    const heading = date === day ? [] : [`  ${date}`];
    day = date;
    return [...heading, line(run)];
  });
};

const runKey = (entry: TimelineEntry): string =>
  [entry.type, entry.source, entry.activity, entry.session].join('\u0000');

const cited = (entry: TimelineEntry): number => ((entry.signals?.length ?? 0) > 0 ? 1 : 0);

const clock = (time: string): string => time.slice(11, 19);

const line = ({ first, last, count, cited }: Run): string => {
  const span = count > 1 ? `${clock(first.time)}–${clock(last.time)}` : clock(first.time);
  const type = first.type.replace(/^probity\./, '').replace(/\.v\d+$/, '');
  const from = first.data?.positionSec;
  const to = last.data?.positionSec;
  const parts = [
    count > 1 ? `${type} ×${String(count)}` : type,
    first.activity ?? first.data?.meeting,
    from === undefined
      ? undefined
      : count > 1
        ? `${String(from)}→${String(to)} s`
        : `${String(from)} s`,
    first.source,
    first.session,
    first.data?.client?.deviceId,
    first.data?.client?.ip,
    cited > 0 ? `◀ ${String(cited)}` : undefined,
  ];
  return `    ${span.padEnd(18)} ${parts.filter((part) => part !== undefined).join(' · ')}`;
};
