import type { Command } from 'commander';
import { casePage } from '../case-page/page.js';
import type { CaseAnswer, HistoryAnswer, SignalAnswer, TimelineEntry } from '../case-page/types.js';
import type { ApiClient } from '../client/api-client.js';
import { clientOf, withServer, type ServerOptions } from '../client/options.js';
import { run } from '../client/run.js';

const DAY_MS = 86_400_000;

export const register = (program: Command): void => {
  withServer(program.command('case <id>').description('a case as a readable page')).action(
    (id: string, options: ServerOptions) => run(() => show(clientOf(options), id)),
  );
};

const show = async (client: ApiClient, id: string): Promise<number> => {
  const path = `/api/v1/cases/${encodeURIComponent(id)}`;
  const found = await client.get<CaseAnswer>(path);
  const history = await client.get<HistoryAnswer>(`${path}/history`);
  const signals: SignalAnswer[] = [];
  for (const signal of found.signals)
    signals.push(await client.get<SignalAnswer>(`/api/v1/signals/${encodeURIComponent(signal)}`));
  console.log(casePage(found, signals, history, await timelineOf(client, found, signals)));
  return 0;
};

/** The student's day in the offering around the strongest signal's last event. */
const timelineOf = async (
  client: ApiClient,
  found: CaseAnswer,
  signals: readonly SignalAnswer[],
): Promise<readonly TimelineEntry[]> => {
  const strongest = [...signals].sort((a, b) => b.score - a.score)[0];
  if (!strongest || found.student === null) return [];
  const to = Date.parse(strongest.lastAt);
  const query = new URLSearchParams({
    from: new Date(to - DAY_MS).toISOString(),
    to: new Date(to + 1).toISOString(),
    limit: '300',
  });
  const path = `/api/v1/students/${encodeURIComponent(found.student)}/timeline?${query.toString()}`;
  return (await client.get<{ items: readonly TimelineEntry[] }>(path)).items;
};
