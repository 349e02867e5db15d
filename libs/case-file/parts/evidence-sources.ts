import type { Evidence } from '../../cases/evidence.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import type { RawEntry } from '../verify/raw-check.js';

export type EvidenceEvent = RecordedEvent & { readonly data: Evidence };

export const isEvidence = (event: RecordedEvent): event is EvidenceEvent =>
  event.type === 'EvidenceAdded';

export interface EvidenceSources {
  readonly told: readonly RecordedEvent[];
  readonly vault: ReadonlyMap<string, VaultEntry>;
  readonly places: ReadonlyMap<string, string>;
  readonly disclosure: Disclosure;
  /** By source and id, as JSON. */
  readonly raw: ReadonlyMap<string, RawEntry>;
}
