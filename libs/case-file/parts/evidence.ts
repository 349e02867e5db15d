import type { Evidence } from '../../cases/evidence.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import { sha256, type Files } from '../bag.js';
import type { CaseFileInput } from '../case-file-input.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { extension, fileName, jsonFile } from './bytes.js';
import { custodyOf } from './custody.js';
import { isEvidence, type EvidenceEvent, type EvidenceSources } from './evidence-sources.js';

const folderOf = ({ id }: Evidence): string => `evidence/${fileName(id)}`;

/** Where each item's copy lies, by vault id: in the folder of the first item that rests on it. */
export const evidencePlaces = (
  told: readonly RecordedEvent[],
  { vault, redacted }: Pick<CaseFileInput, 'vault' | 'redacted'>,
): ReadonlyMap<string, string> => {
  const places = new Map<string, string>();
  for (const { data } of told.filter(isEvidence)) {
    const entry = vault.get(data.copy.vault);
    const name = redacted.has(data.copy.vault) ? 'redacted' : 'original';
    if (entry && !places.has(data.copy.vault))
      places.set(data.copy.vault, `${folderOf(data)}/${name}.${extension(entry.mediaType)}`);
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
  const { vault, redacted, places, disclosure } = sources;
  const entry = vault.get(data.copy.vault);
  const withheld = entry ? disclosure.content(data.copy.vault) : 'erased';
  const folder = folderOf(data);
  const extract = entry && withheld !== undefined ? shownOf(entry, disclosure) : undefined;
  const whole = entry && !redacted.has(data.copy.vault) ? entry.bytes : undefined;
  const given = extract ?? (withheld === undefined ? entry?.bytes : undefined);
  const place = withheld === undefined ? places.get(data.copy.vault) : undefined;
  const path = extract ? `${folder}/extract.json` : place;
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
    ...(withheld === undefined && redacted.has(data.copy.vault) && { withheld: 'third_party' }),
    ...(withheld !== undefined &&
      whole && { original: { sha256: sha256(whole), size: whole.length } }),
  };
  return [
    [`${folder}/meta.json`, jsonFile(meta)],
    [`${folder}/custody.json`, jsonFile(custodyOf(event, sources))],
    ...(extract ? [[`${folder}/extract.json`, extract] as const] : []),
  ];
};

/** Of a copy of records; of a file or a text nothing can be shown in its place. */
const shownOf = (
  { bytes, mediaType }: VaultEntry,
  disclosure: Disclosure,
): Uint8Array | undefined =>
  mediaType === 'application/json'
    ? jsonFile(disclosure.copy(JSON.parse(new TextDecoder().decode(bytes))))
    : undefined;

const textOf = (entry: VaultEntry | undefined): string | null =>
  entry?.mediaType.startsWith('text/plain') ? new TextDecoder().decode(entry.bytes) : null;
