import ipaddr from 'ipaddr.js';
import type { Network } from './roster-view.js';

/** Looked-up addresses kept; then the cache starts anew. */
const CACHE_SIZE = 20_000;

/**
 * `network/prefix` with the host bits cleared, IPv4 in IPv6 unwrapped; undefined where the text is
 * no CIDR block (RFC 4632, RFC 4291).
 */
export const canonicalCidr = (text: string): string | undefined => {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text) && !ipaddr.IPv6.isValidCIDR(text)) {
    return undefined;
  }
  const [address, prefix] = ipaddr.parseCIDR(text);
  if (prefix >= 96 && address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
    return maskedKey(address.toIPv4Address().toByteArray(), prefix - 96);
  }
  return maskedKey(address.toByteArray(), prefix);
};

const maskedKey = (bytes: readonly number[], prefix: number): string => {
  const masked = bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefix - index * 8));
    return byte & (0xff00 >> kept) & 0xff;
  });
  return `${ipaddr.fromByteArray(masked).toString()}/${prefix}`;
};

interface Prefix {
  readonly bits: number;
  readonly prefix: number;
}

const prefixesOf = (cidrs: Iterable<string>): readonly Prefix[] => {
  const lengths = new Map<string, Prefix>();
  for (const cidr of cidrs) {
    const [address, prefix] = ipaddr.parseCIDR(cidr);
    const bits = address.toByteArray().length * 8;
    lengths.set(`${bits}/${prefix}`, { bits, prefix });
  }
  return [...lengths.values()].sort((a, b) => b.prefix - a.prefix);
};

/** Registered networks by prefix length, narrowest first; IPv4 and IPv6. */
export class NetworkTable {
  private readonly byCidr = new Map<string, Network>();
  /** Lengths in use, longest first; undefined after a change, until the next look. */
  private prefixes: readonly Prefix[] | undefined;
  private cache = new Map<string, Network | null>();

  /** False when the block is registered the same already, however it was written. */
  put(network: Network): boolean {
    const key = canonicalCidr(network.cidr);
    if (key === undefined) return false;
    const known = this.byCidr.get(key);
    if (known?.kind === network.kind && known.place === network.place) return false;
    this.byCidr.set(key, network);
    this.cache = new Map();
    this.prefixes = undefined;
    return true;
  }

  get(cidr: string): Network | undefined {
    const key = canonicalCidr(cidr);
    return key === undefined ? undefined : this.byCidr.get(key);
  }

  /** The narrowest block that holds the address; undefined for none, or for no address at all. */
  find(ip: string): Network | undefined {
    const cached = this.cache.get(ip);
    if (cached !== undefined) return cached ?? undefined;
    const found = this.look(ip);
    if (this.cache.size >= CACHE_SIZE) this.cache = new Map();
    this.cache.set(ip, found ?? null);
    return found;
  }

  private look(ip: string): Network | undefined {
    if (!ipaddr.isValid(ip)) return undefined;
    const bytes = ipaddr.process(ip).toByteArray();
    this.prefixes ??= prefixesOf(this.byCidr.keys());
    for (const { bits, prefix } of this.prefixes) {
      if (bits !== bytes.length * 8) continue;
      const network = this.byCidr.get(maskedKey(bytes, prefix));
      if (network !== undefined) return network;
    }
    return undefined;
  }
}
