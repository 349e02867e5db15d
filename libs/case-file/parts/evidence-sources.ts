import type { Evidence } from '../../cases/evidence.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import type { RedactedTexts } from '../redaction/redact.js';
import type { RawEntry, WithheldRaw } from '../verify/raw-check.js';

export type EvidenceEvent = RecordedEvent & { readonly data: Evidence };

export const isEvidence = (event: RecordedEvent): event is EvidenceEvent =>
  event.type === 'EvidenceAdded';

export interface EvidenceSources {
  readonly told: readonly RecordedEvent[];
  /** As shown: redacted texts stand in the place of those recorded. */
  readonly vault: ReadonlyMap<string, VaultEntry>;
  readonly redacted: RedactedTexts;
  readonly places: ReadonlyMap<string, string>;
  readonly disclosure: Disclosure;
  /** By `rawKey`. */
  readonly raw: ReadonlyMap<string, RawEntry | WithheldRaw>;
}
