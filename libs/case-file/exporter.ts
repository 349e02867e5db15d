import type { ActivityLedger } from '../activity/activity-ledger.js';
import { caseStream } from '../cases/events.js';
import { signalStream, type EventRef } from '../detection/signal.js';
import type { EventStore } from '../event-sourcing/event-store.js';
import type { Metadata, RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { Vault } from '../event-sourcing/vault.js';
import { cite } from '../regulation/installed.js';
import { caseFile, type CaseFile } from './case-file.js';
import type { CitedRule, ExportedBy, LogProof, RawEvent } from './case-file-input.js';
import type { DocumentSources } from './documents/document-sources.js';
import { printedCheckpoints } from './documents/printed-checkpoints.js';
import { checkpointCode, type Checkpoint } from './log/checkpoint.js';
import type { SignedCheckpoints } from './log/checkpoints.js';
import type { MerkleLog } from './log/merkle-log.js';
import type { SigningKey } from './log/signing-key.js';
import type { Profile } from './profile.js';
import { vaultRefs } from './verify/contents-check.js';

const EARLIER = 20;

export interface ExportPorts {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly ledger: ActivityLedger;
  readonly log: MerkleLog;
  readonly checkpoints: SignedCheckpoints;
  readonly key: SigningKey;
}

export interface ExportOrder {
  readonly caseId: string;
  /** Version of the case's stream; the newest when absent. */
  readonly version?: number;
  readonly profile: Profile;
  readonly timeZone: string;
  readonly by: ExportedBy;
  /** Id and metadata for the event of a checkpoint, should one be signed. */
  readonly event: { readonly id: string; readonly metadata: Metadata };
  /** The case as JSON for `data/case.json`, as of the version exported. */
  readonly view: (events: readonly RecordedEvent[]) => Promise<unknown>;
  /** What the printed documents say of student, course and staff. */
  readonly reference: (events: readonly RecordedEvent[]) => Promise<DocumentSources['reference']>;
}

/** Gathers a case's events, contents, raw vendor bytes and proofs, and seals them into one file. */
export class CaseFileExporter {
  constructor(private readonly ports: ExportPorts) {}

  /** Undefined where there is no such case, or not that version of it. */
  async export(order: ExportOrder): Promise<CaseFile | undefined> {
    const { store, vault, key } = this.ports;
    const stream = caseStream(order.caseId);
    const events = await store.readStream(
      stream,
      order.version === undefined ? {} : { to: order.version },
    );
    const last = events.at(-1);
    if (!last || (order.version !== undefined && events.length !== order.version)) return undefined;
    const signals = await this.signalsOf(events);
    const printed = await printedCheckpoints(this.ports, events, order.event);
    const refs = events.flatMap(({ data }) => vaultRefs(data).map((ref) => ref.vault));
    const input = {
      caseId: order.caseId,
      profile: order.profile,
      timeZone: order.timeZone,
      events,
      view: await order.view(events),
      vault: await vault.get([...new Set(refs)]),
      signals,
      raw: await this.rawOf(events, signals),
      rules: citedRules(events),
      policyVersion: policyVersionOf(events),
      documents: {
        reference: await order.reference(events),
        codes: new Map([...printed].map(([version, one]) => [version, checkpointCode(one)])),
      },
    };
    const proof = await this.proofOf(events, last, order.event, [...printed.values()]);
    return caseFile(input, proof, order.by, key);
  }

  /** `printed` are the checkpoints whose codes stand on paper: the file must continue each of them. */
  private async proofOf(
    events: readonly RecordedEvent[],
    last: RecordedEvent,
    event: ExportOrder['event'],
    printed: readonly Checkpoint[],
  ): Promise<LogProof> {
    const { log, checkpoints } = this.ports;
    await log.catchUp();
    const checkpoint = await checkpoints.covering(await this.leafOf(last), event);
    const { size, root } = checkpoint;
    const leaves = [];
    for (const one of events) {
      const index = await this.leafOf(one);
      leaves.push({ version: one.version, index, path: hexes(await log.inclusion(index, size)) });
    }
    const recent = (await checkpoints.all()).filter((known) => known.size < size).slice(-EARLIER);
    const onPaper = printed.filter((known) => known.size < size);
    const older = new Map([...onPaper, ...recent].map((known) => [known.size, known]));
    const earlier = [];
    for (const known of [...older.values()].sort((a, b) => a.size - b.size))
      earlier.push({
        size: known.size,
        root: known.root,
        path: hexes(await log.consistency(known.size, size)),
      });
    return { checkpoint, inclusion: { size, root, leaves, earlier } };
  }

  private async leafOf({ position, stream }: RecordedEvent): Promise<number> {
    const index = await this.ports.log.indexOf(position);
    if (index === undefined) throw new Error(`an event of ${stream} is not in the Merkle log`);
    return index;
  }

  /** The signals in the revisions that the case names. */
  private async signalsOf(events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
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
      for (const event of await this.ports.store.readStream(stream)) {
        const { id, revision } = event.data as { id: string; revision: number };
        if (named.has(`${id}/${String(revision)}`)) found.push(event);
      }
    return found;
  }

  private async rawOf(
    events: readonly RecordedEvent[],
    signals: readonly RecordedEvent[],
  ): Promise<readonly RawEvent[]> {
    const refs = new Map<string, EventRef>();
    for (const { data } of [...events, ...signals])
      for (const ref of (data as { events?: readonly EventRef[] }).events ?? [])
        refs.set(JSON.stringify([ref.source, ref.id]), ref);
    const raw: RawEvent[] = [];
    for (const { source, id } of refs.values()) {
      const event = await this.ports.ledger.find(source, id);
      if (event)
        raw.push({ source, id, bytes: event.raw, mode: event.mode, receivedAt: event.receivedAt });
    }
    return raw;
  }
}

interface NamedSignals {
  readonly student?: string;
  readonly course?: { readonly offering: string };
  readonly signals?: readonly unknown[];
}

const isSignal = (value: unknown): value is { id: string; revision: number } =>
  typeof value === 'object' && value !== null && 'revision' in value;

const hexes = (path: readonly Uint8Array[]): string[] =>
  path.map((hash) => Buffer.from(hash).toString('hex'));

/** Every provision named anywhere in the case, in the words of the installed regulation. */
const citedRules = (events: readonly RecordedEvent[]): CitedRule[] => {
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
    return quoted ? [{ cite: ref, text: `${quoted.title}\n${quoted.text}` }] : [];
  });
};

const policyVersionOf = (events: readonly RecordedEvent[]): string => {
  const first = events[0]?.data as { policyVersion?: string } | undefined;
  return first?.policyVersion ?? '';
};
