import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import type { Files } from '../bag.js';
import type { CaseFileInput } from '../case-file-input.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { bytesOf } from '../redaction/redact.js';
import { vaultRefs, type Content } from '../verify/contents-check.js';
import { extension, fileName, hex, jsonFile } from './bytes.js';

export interface Contents {
  readonly index: readonly Content[];
  /** `contents.json`, and every text or file that is given, wherever it lies. */
  readonly files: Files;
}

/**
 * Texts and files that the events refer to, each once, with the salt that its hash needs.
 *
 * @param places where copies of evidence lie, by vault id; everything else lies in `contents/`
 */
export const contentsOf = (
  told: readonly RecordedEvent[],
  { vault, redacted }: Pick<CaseFileInput, 'vault' | 'redacted'>,
  places: ReadonlyMap<string, string>,
  disclosure: Disclosure,
): Contents => {
  const files = new Map<string, Uint8Array>();
  const ids = new Set(told.flatMap(({ data }) => vaultRefs(data).map((ref) => ref.vault)));
  const index = [...ids].map((id): Content => {
    const entry = vault.get(id);
    const reason = entry ? disclosure.content(id) : 'erased';
    if (!entry || reason !== undefined) return { vault: id, withheld: reason ?? 'erased' };
    const instead = redacted.get(id);
    const path = places.get(id) ?? `contents/${nameOf(entry, instead !== undefined)}`;
    files.set(path, instead ? bytesOf(instead) : entry.bytes);
    return instead
      ? // Without its salt: a name in a text whose every other word is known could be tried out.
        { vault: id, withheld: 'third_party', redacted: { path, hides: instead.hides } }
      : { vault: id, path, salt: hex(entry.salt) };
  });
  return { index, files: new Map([['contents.json', jsonFile(index)], ...files]) };
};

const nameOf = ({ ref, mediaType }: VaultEntry, redacted: boolean): string =>
  `${fileName(ref.vault)}${redacted ? '.redacted' : ''}.${extension(mediaType)}`;
