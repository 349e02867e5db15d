import type { VaultEntry } from '../../event-sourcing/vault.js';
import type { RawEvent } from '../case-file-input.js';
import { without } from '../disclosure/members.js';
import { namesHidden, studentsHidden, type HiddenNames, type HidingFrom } from './hidden-names.js';
import {
  redactedTexts,
  redactorOf,
  type Redacted,
  type RedactedTexts,
  type Redactor,
} from './redact.js';
import { idKey, rawKey, rawText } from './raw-text.js';

/** Vendors' events that name somebody hidden, by `rawKey`: what is shown instead of their bytes. */
export const redactedRaw = (
  raw: readonly Omit<RawEvent, 'own' | 'receivedAt'>[],
  names: HiddenNames,
): RedactedTexts => {
  const redact = redactorOf(names);
  return new Map(
    raw.flatMap((event) => {
      const instead = redact?.(rawText(event), rawKey(event));
      return instead === undefined ? [] : [[rawKey(event), instead] as const];
    }),
  );
};

/** The texts of an event in which names are looked for, by the key of places recorded in them. */
export const searchedIn = (
  event: Omit<RawEvent, 'own' | 'receivedAt'>,
): ReadonlyMap<string, string> =>
  new Map([
    [rawKey(event), rawText(event)],
    [idKey(event), event.id],
  ]);

/** An event within a copy of evidence; `raw` in base64. */
export interface CopiedEvent {
  readonly source: string;
  readonly id: string;
  readonly mode: RawEvent['mode'];
  readonly raw?: string;
}

/** The vendors' events in a copy of evidence; none where the entry is no such copy. */
export const copiedEvents = ({ mediaType, bytes }: VaultEntry): readonly CopiedEvent[] => {
  if (mediaType !== 'application/json') return [];
  const { events } = JSON.parse(new TextDecoder().decode(bytes)) as {
    readonly events?: readonly CopiedEvent[];
  };
  return events ?? [];
};

export const bytesOfCopied = ({ raw = '' }: CopiedEvent): Uint8Array => Buffer.from(raw, 'base64');

/** Everything that a case's events refer to and that names somebody hidden: texts, and copies of evidence. */
export const redactedContents = (hiding: HidingFrom): RedactedTexts =>
  new Map([
    ...redactedTexts(hiding.vault, namesHidden(hiding)),
    ...redactedCopies(hiding.vault, studentsHidden(hiding)),
  ]);

/** Copies of evidence that hold such an event, with the redacted one in its place. */
export const redactedCopies = (
  vault: ReadonlyMap<string, VaultEntry>,
  names: HiddenNames,
): RedactedTexts => {
  const redact = redactorOf(names);
  if (redact === undefined) return new Map();
  return new Map(
    [...vault].flatMap(([id, entry]) => {
      const instead = copyWithout(entry, redact);
      return instead === undefined ? [] : [[id, instead] as const];
    }),
  );
};

const copyWithout = (entry: VaultEntry, redact: Redactor): Redacted | undefined => {
  const counts = new Map<string, number>();
  const events = copiedEvents(entry).map((event) => {
    const bytes = bytesOfCopied(event);
    const instead = redact(rawText({ ...event, bytes }), rawKey(event));
    if (instead === undefined) return event;
    for (const { marker, count } of instead.hides)
      counts.set(marker, (counts.get(marker) ?? 0) + count);
    // Without its hash: a name in an event whose every other word is known could be tried out.
    const id = redact(event.id, idKey(event))?.text ?? event.id;
    return { ...without(event, 'raw', 'sha256'), id, redacted: instead.text };
  });
  if (counts.size === 0) return undefined;
  const copy = JSON.parse(new TextDecoder().decode(entry.bytes)) as object;
  return {
    text: `${JSON.stringify({ ...copy, events })}\n`,
    hides: [...counts].map(([marker, count]) => ({ marker, count })),
  };
};
