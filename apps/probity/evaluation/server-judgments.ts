import {
  caseOf,
  type JudgedCase,
  type JudgedSignal,
  type WrongEvents,
} from '../../../libs/detection/evaluation/judged-term.js';
import type { Violation } from '../../../libs/detection/violation.js';
import type { ApiClient } from '../client/api-client.js';

interface CaseItem {
  readonly student: string | null;
  readonly offering: string;
  readonly violation: Violation;
  readonly status: string;
  readonly score: number;
  readonly flaggedAt: string;
}

interface SignalItem {
  readonly student: string | null;
  readonly offering: string;
  readonly violation: Violation;
  readonly state: string;
  readonly detector: string;
  readonly score: number;
  readonly events: readonly { readonly source: string; readonly id: string }[];
}

type Named<Item> = Item & { readonly student: string };

/**
 * What the server flagged, and what it merely suspects: cases but the withdrawn, and signals that
 * stand. Where there is no case the strongest signal's score stands for the whole.
 *
 * @throws Refused, Unreachable
 */
export const judgmentsOf = async (
  client: ApiClient,
  wrong: WrongEvents,
): Promise<readonly JudgedCase[]> => {
  const cases = new Map<string, Named<CaseItem>>();
  for await (const one of pagesOf<CaseItem>(client, '/api/v1/cases'))
    if (one.status !== 'withdrawn' && isNamed(one)) cases.set(caseOf(one), one);
  const signals = new Map<string, Named<SignalItem>[]>();
  for await (const one of pagesOf<SignalItem>(client, '/api/v1/signals')) {
    if (one.state === 'withdrawn' || !isNamed(one)) continue;
    const own = signals.get(caseOf(one));
    if (own) own.push(one);
    else signals.set(caseOf(one), [one]);
  }
  return [...new Set([...cases.keys(), ...signals.keys()])].flatMap((place) =>
    judgedOf(cases.get(place), signals.get(place) ?? [], wrong),
  );
};

const judgedOf = (
  found: Named<CaseItem> | undefined,
  signals: readonly Named<SignalItem>[],
  wrong: WrongEvents,
): readonly JudgedCase[] => {
  const about = found ?? signals[0];
  if (!about) return [];
  const { student, offering, violation } = about;
  const evidence = found && wrong.evidence(about, signals.flatMap(citedBy));
  return [
    {
      ...{ student, offering, violation, flagged: found !== undefined },
      score: found?.score ?? Math.max(...signals.map(({ score }) => score)),
      ...(found && { flaggedAt: Date.parse(found.flaggedAt) }),
      ...(evidence && { evidence }),
      signals: signals.map((signal) => signalOf(signal, wrong)),
    },
  ];
};

const signalOf = (signal: Named<SignalItem>, wrong: WrongEvents): JudgedSignal => {
  const { detector, score } = signal;
  const evidence = wrong.evidence(signal, citedBy(signal));
  return { detector, score, ...(evidence && { evidence }) };
};

const citedBy = ({ events }: SignalItem): readonly string[] =>
  events.map(({ source, id }) => `${source} ${id}`);

const isNamed = <Item extends { readonly student: string | null }>(
  item: Item,
): item is Named<Item> => item.student !== null;

async function* pagesOf<Item>(client: ApiClient, path: string): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '500', ...(cursor !== undefined && { cursor }) });
    const page = await client.get<{ items: readonly Item[]; next?: string }>(
      `${path}?${query.toString()}`,
    );
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
