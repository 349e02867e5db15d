import type { Evidence } from '../../cases/evidence.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import { sha256, type Files } from '../bag.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { extension, fileName, jsonFile } from './bytes.js';
import { custodyOf } from './custody.js';
import { isEvidence, type EvidenceEvent, type EvidenceSources } from './evidence-sources.js';

const folderOf = ({ id }: Evidence): string => `evidence/${fileName(id)}`;

/** Where each item's copy lies, by vault id: in the folder of the first item that rests on it. */
export const evidencePlaces = (
  told: readonly RecordedEvent[],
  vault: ReadonlyMap<string, VaultEntry>,
): ReadonlyMap<string, string> => {
  const places = new Map<string, string>();
  for (const { data } of told.filter(isEvidence)) {
    const entry = vault.get(data.copy.vault);
    if (entry && !places.has(data.copy.vault))
      places.set(data.copy.vault, `${folderOf(data)}/original.${extension(entry.mediaType)}`);
  }
  return places;
};

/** For each item what it is (`meta.json`), its custody, and of a withheld copy what may be shown. */
export const evidenceFiles = (sources: EvidenceSources): Files =>
  new Map(sources.told.filter(isEvidence).flatMap((event) => itemFiles(event, sources)));

const itemFiles = (
  event: EvidenceEvent,
  sources: EvidenceSources,
): (readonly [string, Uint8Array])[] => {
  const { data } = event;
  const { vault, places, disclosure } = sources;
  const entry = vault.get(data.copy.vault);
  const withheld = entry ? disclosure.content(data.copy.vault) : 'erased';
  const folder = folderOf(data);
  const extract = entry && withheld !== undefined ? shownOf(entry, disclosure) : undefined;
  const given = extract ?? (withheld === undefined ? entry?.bytes : undefined);
  const path = extract ? `${folder}/extract.json` : places.get(data.copy.vault);
  const meta = {
    id: data.id,
    sourceClass: data.sourceClass,
    title: textOf(vault.get(data.title.vault)),
    bearing: data.bearing,
    events: data.events,
    signals: data.signals,
    ...(data.shared && { shared: data.shared }),
    ...(data.attachment === undefined ? {} : { attachment: data.attachment }),
    mediaType: entry?.mediaType ?? null,
    ...(given && { path, sha256: sha256(given), size: given.length }),
    ...(withheld !== undefined && { withheld }),
    ...(extract &&
      entry && { original: { sha256: sha256(entry.bytes), size: entry.bytes.length } }),
  };
  return [
    [`${folder}/meta.json`, jsonFile(meta)],
    [`${folder}/custody.json`, jsonFile(custodyOf(event, sources))],
    ...(extract ? [[`${folder}/extract.json`, extract] as const] : []),
  ];
};

const shownOf = ({ bytes }: VaultEntry, disclosure: Disclosure): Uint8Array =>
  jsonFile(disclosure.copy(JSON.parse(new TextDecoder().decode(bytes))));

const textOf = (entry: VaultEntry | undefined): string | null =>
  entry?.mediaType.startsWith('text/plain') ? new TextDecoder().decode(entry.bytes) : null;
