import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../event-sourcing/vault.js';
import type { DocumentSources } from './documents/document-sources.js';
import type { Checkpoint } from './log/checkpoint.js';
import type { Profile } from './profile.js';
import type { Inclusion } from './verify/events-check.js';

/** A vendor's event as received. */
export interface RawEvent {
  readonly source: string;
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly mode: 'structured' | 'binary';
  /** Milliseconds, the server's clock. */
  readonly receivedAt: number;
}

/** A provision that the case cites, in the words in force. */
export interface CitedRule {
  readonly cite: string;
  readonly text: string;
}

/** All that goes into the payload; depends on the case's version and the profile only. */
export interface CaseFileInput {
  readonly caseId: string;
  readonly profile: Profile;
  /** The case's stream from version 1 to the version exported. */
  readonly events: readonly RecordedEvent[];
  /** The case as it stood at that version. */
  readonly view: unknown;
  /** By vault id; erased entries are absent. */
  readonly vault: ReadonlyMap<string, VaultEntry>;
  /** Signal events (raised, revised, withdrawn) that the case knew at that version. */
  readonly signals: readonly RecordedEvent[];
  readonly raw: readonly RawEvent[];
  readonly rules: readonly CitedRule[];
  readonly policyVersion: string;
  /** IANA zone of the installation, for dates. */
  readonly timeZone: string;
  /** For the printable part; without it the file has none. */
  readonly documents?: DocumentSources;
}

/** Where the case stands in the log: the first checkpoint that covers the version, and proofs. */
export interface LogProof {
  readonly checkpoint: Checkpoint;
  readonly inclusion: Inclusion;
}

export interface ExportedBy {
  readonly person: string;
  readonly role: string;
  /** RFC 3339. */
  readonly at: string;
}
