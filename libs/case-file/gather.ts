import type { ActivityLedger, LedgerEvent } from '../activity/activity-ledger.js';
import type { Policy } from '../detection/policy/policy.js';
import { POLICY_STREAM, type PolicyEvent } from '../detection/policy/policy-events.js';
import { PolicyView } from '../detection/policy/policy-view.js';
import { signalStream, type EventRef, type Signal } from '../detection/signal.js';
import type { EventStore } from '../event-sourcing/event-store.js';
import type { Position, RecordedEvent } from '../event-sourcing/recorded-event.js';
import { citeFrom } from '../regulation/citation.js';
import type { Regulation } from '../regulation/regulation.js';
import type { CitedRule } from './case-file-input.js';

interface NamedSignals {
  readonly student?: string;
  readonly course?: { readonly offering: string };
  readonly signals?: readonly unknown[];
}

/** The signals in the revisions that the case names. */
export const signalsOf = async (
  store: EventStore,
  events: readonly RecordedEvent[],
): Promise<readonly RecordedEvent[]> => {
  const named = new Set<string>();
  const streams = new Set<string>();
  let place = { student: '', offering: '' };
  for (const { data } of events) {
    const { student, course, signals } = data as NamedSignals;
    if (student && course) place = { student, offering: course.offering };
    for (const { id, revision } of signals?.filter(isSignal) ?? [])
      named.add(`${id}/${String(revision)}`);
    streams.add(signalStream(place.student, place.offering));
  }
  const found: RecordedEvent[] = [];
  for (const stream of streams)
    for (const event of await store.readStream(stream)) {
      const { id, revision } = event.data as { id: string; revision: number };
      if (named.has(`${id}/${String(revision)}`)) found.push(event);
    }
  return found;
};

const isSignal = (value: unknown): value is { id: string; revision: number } =>
  typeof value === 'object' && value !== null && 'revision' in value;

/** Vendors' events that the case or its signals cite, each once; erased ones are left out. */
export const ledgerEventsOf = async (
  ledger: ActivityLedger,
  cited: readonly RecordedEvent[],
): Promise<readonly LedgerEvent[]> => {
  const refs = new Map<string, EventRef>();
  for (const { data } of cited)
    for (const ref of (data as { events?: readonly EventRef[] }).events ?? [])
      refs.set(JSON.stringify([ref.source, ref.id]), ref);
  const found: LedgerEvent[] = [];
  for (const { source, id } of refs.values()) {
    const event = await ledger.find(source, id);
    if (event) found.push(event);
  }
  return found;
};

/** Every provision named anywhere in the case, in the words on record. */
export const citedRules = (
  events: readonly RecordedEvent[],
  regulations: readonly Regulation[],
): readonly CitedRule[] => {
  const cite = citeFrom(regulations);
  const refs = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') refs.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  events.forEach(({ data }) => {
    collect(data);
  });
  return [...refs].sort().flatMap((ref) => {
    const quoted = ref.includes('#') ? cite(ref) : undefined;
    const set = regulations.find(({ name, version }) =>
      ref.startsWith(`${name}@${String(version)}#`),
    );
    if (!quoted || !set) return [];
    const { effectiveFrom, effectiveTo } = set;
    return [{ cite: ref, text: `${quoted.title}\n${quoted.text}`, effectiveFrom, effectiveTo }];
  });
};

/** The policies that the signals name, as they were recorded. */
export const policiesOf = async (
  store: EventStore,
  signals: readonly RecordedEvent[],
): Promise<ReadonlyMap<string, Policy>> => {
  const view = new PolicyView();
  for (const event of await store.readStream<PolicyEvent>(POLICY_STREAM)) view.apply(event);
  const versions = new Set(signals.map(({ data }) => (data as Partial<Signal>).policyVersion));
  return new Map(
    [...versions].flatMap((version) => {
      const policy = version === undefined ? undefined : view.byVersion(version);
      return version === undefined || !policy ? [] : [[version, policy] as const];
    }),
  );
};

export const policyVersionOf = (events: readonly RecordedEvent[]): string => {
  const first = events[0]?.data as { policyVersion?: string } | undefined;
  return first?.policyVersion ?? '';
};

/** Whether a legal hold on the person stood in the log at a position. */
export const heldAt = async (
  store: EventStore,
  subject: string,
  position: Position,
): Promise<boolean> => {
  const holds = await store.readStream('retention');
  const last = holds.findLast(
    ({ type, data, position: at }) =>
      at <= position &&
      /^LegalHold(Placed|Lifted)$/.test(type) &&
      (data as { subject?: string }).subject === subject,
  );
  return last?.type === 'LegalHoldPlaced';
};
