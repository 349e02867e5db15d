import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../event-sourcing/vault.js';
import type { Policy } from '../detection/policy/policy.js';
import type { DocumentSources } from './documents/document-sources.js';
import type { Checkpoint } from './log/checkpoint.js';
import type { Profile } from './profile.js';
import type { RedactedTexts } from './redaction/redact.js';
import type { Inclusion } from './verify/events-check.js';
import type { SegmentProofs } from './log/segment-proofs.js';

/** A vendor's event as received. */
export interface RawEvent {
  readonly source: string;
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly mode: 'structured' | 'binary';
  /** Milliseconds, the server's clock. */
  readonly receivedAt: number;
  /** Whether it is of an account of the case's student, by all that is known today. */
  readonly own: boolean;
}

/** A provision that the case cites, in the words in force. */
export interface CitedRule {
  readonly cite: string;
  readonly text: string;
  /** Local dates `yyyy-mm-dd`, the last one exclusive; null is open. */
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
}

/** All that goes into the payload; depends on the case's version, the profile and the installation only. */
export interface CaseFileInput {
  readonly caseId: string;
  readonly profile: Profile;
  /** The case's stream from version 1 to the version exported. */
  readonly events: readonly RecordedEvent[];
  /** The case as it stood at that version. */
  readonly view: unknown;
  /** By vault id; erased entries are absent. */
  readonly vault: ReadonlyMap<string, VaultEntry>;
  /** Texts that name somebody hidden from the profile, as they are shown instead. */
  readonly redacted: RedactedTexts;
  /** Vendors' events that name another student, by `rawKey`, likewise. */
  readonly redactedRaw: RedactedTexts;
  /** Signal events (raised, revised, withdrawn) that the case knew at that version. */
  readonly signals: readonly RecordedEvent[];
  readonly raw: readonly RawEvent[];
  readonly rules: readonly CitedRule[];
  readonly policyVersion: string;
  /** Whether a legal hold on the student was on record at that version. */
  readonly held: boolean;
  /** Policies by version, as recorded, that the signals were weighed with. */
  readonly policies: ReadonlyMap<string, Policy>;
  /** IANA zone of the installation, for dates. */
  readonly timeZone: string;
  /** The university's name, for the bag and above each document's title. */
  readonly organization?: string | undefined;
  /** For the printable part; without it the file has none. */
  readonly documents?: DocumentSources;
}

/** Where the case stands in the log: the first checkpoint that covers the version, and proofs. */
export interface LogProof {
  readonly checkpoint: Checkpoint;
  readonly inclusion: Inclusion;
  readonly segments: SegmentProofs;
  /** The answer of a time-stamping authority over the checkpoint's text (RFC 3161), where there is one. */
  readonly token?: Uint8Array;
}

/** A signal recomputed from the raw events when the file was made. */
export interface Replayed {
  readonly signal: string;
  readonly revision: number;
  readonly detector: string;
  readonly detectorVersion: string;
  /** Whether the raw events still lead to what the signal says. */
  readonly same: boolean;
  /** All parameters that the detector judged with, its own defaults included. */
  readonly parameters: Readonly<Record<string, number>> | null;
  /** What they lead to, where that is something else. */
  readonly recomputed?: unknown;
}

export interface ExportedBy {
  /** Id of the export. */
  readonly id: string;
  readonly person: string;
  readonly role: string;
  /** RFC 3339. */
  readonly at: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** `none`, `token`, or why there is no time stamp although an authority is set. */
  readonly timestamp: string;
  /** Undefined where the service cannot recompute. */
  readonly replays?: readonly Replayed[];
  /** Text of `verify.mjs`; undefined where it is not at hand. */
  readonly verifier?: string;
}
