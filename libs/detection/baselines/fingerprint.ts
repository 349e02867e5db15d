/** FNV-1a, 32 bit: tells accounts apart in a count and draws samples; hides nothing. */
export const fingerprint = (...parts: readonly string[]): number => {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) {
      hash ^= part.charCodeAt(at);
      hash = Math.imul(hash, 0x01000193);
    }
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  // One more round of mixing: neighbouring account numbers must not have neighbouring hashes.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const MOST_ACCOUNTS = 50_000;

/** Fingerprints of accounts, remembered: each has thousands of events. */
export class AccountPrints {
  private readonly known = new Map<string, Map<string, number>>();
  private size = 0;

  of(source: string, account: string): number {
    const known = this.known.get(source)?.get(account);
    if (known !== undefined) return known;
    if (this.size >= MOST_ACCOUNTS) this.forget();
    const print = fingerprint(source, account);
    const accounts = this.known.get(source) ?? new Map<string, number>();
    this.known.set(source, accounts.set(account, print));
    this.size += 1;
    return print;
  }

  private forget(): void {
    this.known.clear();
    this.size = 0;
  }
}

/** Fixed width, so that text order is number order. */
export const fingerprintText = (...parts: readonly string[]): string =>
  fingerprint(...parts)
    .toString(16)
    .padStart(8, '0');

/** Adds a number to the `size` smallest seen, sorted; the same array when it changes nothing. */
export const keepSmallest = (
  kept: readonly number[],
  value: number,
  size: number,
): readonly number[] => {
  const last = kept[kept.length - 1];
  if (last !== undefined && kept.length >= size && value >= last) return kept;
  let at = kept.length;
  while (at > 0 && (kept[at - 1] as number) > value) at -= 1;
  if (at > 0 && kept[at - 1] === value) return kept;
  return [...kept.slice(0, at), value, ...kept.slice(at)].slice(0, size);
};

export const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};
