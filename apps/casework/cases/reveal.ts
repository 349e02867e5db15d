import { createHash } from 'node:crypto';
import { offsetIn } from '../../../libs/regulation/zone-offset.js';
import type { Vault, VaultEntry, VaultRef } from '../../../libs/event-sourcing/vault.js';

/** Turns recorded values into answers: texts out of the vault, times with offset, student numbers. */
export type Reveal = (value: unknown) => unknown;

export interface Revealing {
  readonly vault: Vault;
  readonly zone: string;
  /** What stands for the subject id outside: the student number, null where it was erased. */
  readonly subject: string | undefined;
  readonly number: string | null;
}

/** Members that hold instants in milliseconds. */
const INSTANTS = new Set([
  ...['at', 'deliveredAt', 'meetingAt', 'receivedAt', 'decidedAt', 'withdrawnAt', 'flaggedAt'],
  ...['filedAt', 'heldAt', 'requestedAt', 'from', 'firstAt', 'lastAt'],
  ...['start', 'due', 'until', 'pausedSince', 'since', 'signalsChangedAt'],
  ...['remindAt', 'remindedAt', 'escalateAt', 'escalatedAt', 'metAt'],
]);

const isRef = (value: object): value is VaultRef =>
  'vault' in value && 'sha256' in value && 'size' in value;

/** Fetches what `values` refer to in one read and answers the function that reveals them. */
export const revealing = async (
  values: unknown,
  { vault, zone, subject, number }: Revealing,
): Promise<Reveal> => {
  const ids = [...refsIn(values)].map((ref) => ref.vault);
  const entries = ids.length === 0 ? new Map<string, VaultEntry>() : await vault.get(ids);
  const stamp = instantIn(zone);
  const reveal = (value: unknown, name = ''): unknown => {
    if (subject !== undefined && value === subject) return number;
    if (typeof value === 'number' && INSTANTS.has(name)) return stamp(value);
    if (Array.isArray(value)) return value.map((item) => reveal(item));
    if (typeof value !== 'object' || value === null) return value;
    if (isRef(value)) return content(value, entries.get(value.vault));
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [member, reveal(inner, member)]),
    );
  };
  return (value) => reveal(value);
};

function* refsIn(value: unknown): Iterable<VaultRef> {
  if (typeof value !== 'object' || value === null) return;
  if (isRef(value)) yield value;
  else for (const inner of Object.values(value)) yield* refsIn(inner);
}

/** A text as itself, a file by its hash; what was erased is null. */
const content = (ref: VaultRef, entry: VaultEntry | undefined): unknown => {
  if (!entry) return null;
  if (entry.mediaType.startsWith('text/plain')) return new TextDecoder().decode(entry.bytes);
  const { mediaType, bytes } = entry;
  return { sha256: sha256(bytes), size: ref.size, mediaType };
};

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** RFC 3339 with the zone's offset at that instant. */
export const instantIn = (zone: string): ((instant: number) => string) => {
  const offsetAt = offsetIn(zone);
  return (instant) => {
    const ahead = offsetAt(instant);
    // The offset is written in minutes, and the clock that goes with it is that far ahead.
    const minutes = Math.trunc(ahead / 60_000);
    const local = new Date(instant + minutes * 60_000).toISOString().slice(0, -1);
    return `${local}${ahead < 0 ? '-' : '+'}${hhmm(Math.abs(minutes))}`;
  };
};

const hhmm = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
