import type { ActivityLedger, LedgerEvent } from '../activity/activity-ledger.js';
import { caseStream } from '../cases/events.js';
import type { EventStore } from '../event-sourcing/event-store.js';
import type { Metadata, RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { Vault } from '../event-sourcing/vault.js';
import { regulationsOnRecord } from '../regulation/shelf.js';
import { caseFile, type CaseFile } from './case-file.js';
import type { CaseFileInput, ExportedBy, LogProof, Replayed } from './case-file-input.js';
import type { DocumentSources } from './documents/document-sources.js';
import { printedCheckpoints } from './documents/printed-checkpoints.js';
import {
  citedRules,
  heldAt,
  ledgerEventsOf,
  policiesOf,
  policyVersionOf,
  signalsOf,
} from './gather.js';
import { checkpointCode, type Checkpoint } from './log/checkpoint.js';
import { earlierOf, inclusionOf, leavesOf } from './log/case-proof.js';
import type { SignedCheckpoints } from './log/checkpoints.js';
import type { MerkleLog } from './log/merkle-log.js';
import { segmentProofs } from './log/segment-proofs.js';
import type { SigningKey } from './log/signing-key.js';
import type { Profile } from './profile.js';
import { studentsHidden } from './redaction/hidden-names.js';
import type { KnownPersons } from './redaction/known-persons.js';
import { redactedContents, redactedRaw } from './redaction/redacted-raw.js';
import type { Stamped, Timestamps } from './timestamp/timestamps.js';
import { vaultRefs } from './verify/contents-check.js';

export interface ExportPorts {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly ledger: ActivityLedger;
  readonly log: MerkleLog;
  readonly checkpoints: SignedCheckpoints;
  readonly key: SigningKey;
  /** Whether a vendor's event is of an account of the student with this subject id. */
  readonly isOf: (subject: string, event: LedgerEvent) => boolean;
  /** Recomputes signals from the raw events; undefined where this service has no detectors. */
  readonly replay?: (signals: readonly RecordedEvent[]) => Promise<readonly Replayed[] | undefined>;
  /** Undefined while no authority is set. */
  readonly timestamps?: Timestamps;
  readonly tool: ExportedBy['tool'];
  readonly verifier?: string;
}

export interface ExportOrder {
  readonly caseId: string;
  /** Version of the case's stream; the newest when absent. */
  readonly version?: number;
  readonly profile: Profile;
  readonly timeZone: string;
  /** The university's name. */
  readonly organization?: string | undefined;
  readonly by: Pick<ExportedBy, 'id' | 'person' | 'role' | 'at'>;
  /** Id and metadata for the event of a checkpoint, should one be signed. */
  readonly event: { readonly id: string; readonly metadata: Metadata };
  /** The case as JSON for `data/case.json`, as of the version exported. */
  readonly view: (events: readonly RecordedEvent[]) => Promise<unknown>;
  /** Who is known to the case, as of the version exported. */
  readonly known: (events: readonly RecordedEvent[]) => Promise<KnownPersons>;
  /** What the printed documents say of student, course and staff. */
  readonly reference: (events: readonly RecordedEvent[]) => Promise<DocumentSources['reference']>;
}

/** Gathers a case's events, contents, raw vendor bytes and proofs, and seals them into one file. */
export class CaseFileExporter {
  constructor(private readonly ports: ExportPorts) {}

  /** Undefined where there is no such case, or not that version of it. */
  async export(order: ExportOrder): Promise<CaseFile | undefined> {
    const { store, ledger, key, tool, verifier, replay } = this.ports;
    const events = await store.readStream(
      caseStream(order.caseId),
      order.version === undefined ? {} : { to: order.version },
    );
    if (events.length === 0 || (order.version !== undefined && events.length !== order.version))
      return undefined;
    const signals = await signalsOf(store, events);
    const cited = await ledgerEventsOf(ledger, [...events, ...signals]);
    const printed = await printedCheckpoints(this.ports, events, order.event);
    const input = await this.inputOf(order, { events, signals, cited, printed });
    const { proof, stamped } = await this.proofOf({ events, cited, printed }, order.event);
    const replays = await replay?.(signals);
    const by = { ...order.by, tool, timestamp: stamped.state, replays, verifier };
    return caseFile(input, proof, by, key);
  }

  private async inputOf(
    order: ExportOrder,
    { events, signals, cited, printed }: Gathered,
  ): Promise<CaseFileInput> {
    const { store, isOf } = this.ports;
    const refs = events.flatMap(({ data }) => vaultRefs(data).map((ref) => ref.vault));
    const vault = await this.ports.vault.get([...new Set(refs)]);
    const subject = (events[0]?.data as { student?: string } | undefined)?.student ?? '';
    const hiding = {
      ...{ profile: order.profile, events, vault, known: await order.known(events) },
      accounts: cited.flatMap((event) =>
        event.account === undefined || isOf(subject, event) ? [] : [event.account],
      ),
    };
    const raw = cited.map((event) => ({
      ...{ source: event.source, id: event.id, bytes: event.raw, mode: event.mode },
      ...{ receivedAt: event.receivedAt, own: isOf(subject, event) },
    }));
    return {
      caseId: order.caseId,
      profile: order.profile,
      timeZone: order.timeZone,
      organization: order.organization,
      events,
      view: await order.view(events),
      vault,
      redacted: redactedContents(hiding),
      redactedRaw: redactedRaw(raw, studentsHidden(hiding)),
      signals,
      raw,
      rules: citedRules(events, await regulationsOnRecord(store, events.at(-1)?.position)),
      policyVersion: policyVersionOf(events),
      held: await heldAt(store, subject, events.at(-1)?.position ?? 0),
      policies: await policiesOf(store, signals),
      documents: {
        reference: await order.reference(events),
        codes: new Map([...printed].map(([version, one]) => [version, checkpointCode(one)])),
      },
    };
  }

  private async proofOf(
    { events, cited, printed }: Omit<Gathered, 'signals'>,
    event: ExportOrder['event'],
  ): Promise<{ readonly proof: LogProof; readonly stamped: Stamped }> {
    const { log, checkpoints, timestamps } = this.ports;
    await log.catchUp();
    const [last = 0] = await leavesOf(log, events.slice(-1));
    const checkpoint = await checkpoints.covering(last, event);
    const earlier = earlierOf(await checkpoints.all(), [...printed.values()], checkpoint.size);
    const inclusion = await inclusionOf(log, events, checkpoint, earlier);
    const segments = await segmentProofs(this.ports, cited, checkpoint.size);
    const stamped: Stamped = (await timestamps?.over(checkpoint, event)) ?? { state: 'none' };
    return { proof: { checkpoint, inclusion, segments, token: stamped.token }, stamped };
  }
}

interface Gathered {
  readonly events: readonly RecordedEvent[];
  readonly signals: readonly RecordedEvent[];
  readonly cited: readonly LedgerEvent[];
  /** By version of the event, the checkpoint whose code stands on its paper. */
  readonly printed: ReadonlyMap<number, Checkpoint>;
}
