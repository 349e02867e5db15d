import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { Files } from './bag.js';
import type { CaseFileInput } from './case-file-input.js';
import type { Disclosure } from './disclosure/disclosure.js';
import { disclosureFor } from './disclosure/disclosure-for.js';
import { documentsOf } from './documents/documents-of.js';
import { jsonFile } from './parts/bytes.js';
import { contentsOf } from './parts/contents.js';
import { evidenceFiles, evidencePlaces } from './parts/evidence.js';
import { eventFiles } from './parts/events.js';
import { rawPart } from './parts/raw.js';
import { regulationFiles } from './parts/regulation.js';
import { ruleFiles } from './parts/rules.js';
import { shownVault, shownView } from './redaction/redact.js';
import { outgoing, toldOf, type OutgoingEvent } from './parts/told-event.js';

/** The files below `data/`: printable documents, and all that they are made from. */
export const payloadOf = async (input: CaseFileInput): Promise<Files> => {
  const disclosure = disclosureFor(input);
  const events = outgoing(input.events, disclosure);
  const told = toldOf(events);
  const records = recordsOf(input, { disclosure, events, told });
  // A document needs the whole history to be made; what it prints for whom is its own affair.
  const vault = shownVault(input.vault, input.redacted);
  return new Map([...(await documentsOf({ ...input, vault }, records)), ...records]);
};

interface Going {
  readonly disclosure: Disclosure;
  readonly events: readonly OutgoingEvent[];
  readonly told: readonly RecordedEvent[];
}

/** Events, contents, evidence, raw vendor bytes, rules, regulation. */
const recordsOf = (input: CaseFileInput, { disclosure, events, told }: Going): Files => {
  const { vault, redacted } = input;
  const places = evidencePlaces(told, input);
  const view = shownView(input.view, vault, redacted);
  const shown = shownVault(vault, redacted);
  const raw = rawPart(input, disclosure);
  return new Map([
    ['case.json', jsonFile(disclosure.view(view))],
    ...eventFiles(events),
    ...contentsOf(told, input, places, disclosure).files,
    ...evidenceFiles({ told, vault: shown, redacted, places, disclosure, raw: raw.entries }),
    ...raw.files,
    ...ruleFiles(input, disclosure),
    ...regulationFiles(input.rules),
  ]);
};
