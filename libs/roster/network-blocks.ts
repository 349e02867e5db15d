import ipaddr from 'ipaddr.js';
import { canonicalCidr } from './network-table.js';

/** Leading bits that make a block: coarse enough to tell nobody, fine enough to tell networks apart. */
const BITS = { ipv4: 16, ipv6: 32 } as const;
/** A registered network wider than so many blocks is as good as all of them. */
const MOST_BLOCKS = 256;

const nameOf = (bytes: readonly number[]): string =>
  bytes.slice(0, bytes.length === 4 ? BITS.ipv4 / 8 : BITS.ipv6 / 8).join('.');

/** The block that an address lies in, IPv4 in IPv6 unwrapped; undefined for no address at all. */
export const blockOf = (ip: string): string | undefined =>
  ipaddr.isValid(ip) ? nameOf(ipaddr.process(ip).toByteArray()) : undefined;

/** The blocks in which the addresses of a network lie; undefined where they are too many to name. */
export const blocksOf = (cidr: string): readonly string[] | undefined => {
  const canonical = canonicalCidr(cidr);
  if (canonical === undefined) return [];
  const [address, prefix] = ipaddr.parseCIDR(canonical);
  const bytes = address.toByteArray();
  const wide = (bytes.length === 4 ? BITS.ipv4 : BITS.ipv6) - prefix;
  if (wide <= 0) return [nameOf(bytes)];
  if (2 ** wide > MOST_BLOCKS) return undefined;
  const last = (bytes.length === 4 ? BITS.ipv4 : BITS.ipv6) / 8 - 1;
  return Array.from({ length: 2 ** wide }, (_, more) =>
    nameOf(bytes.map((byte, at) => (at === last ? byte + more : byte))),
  );
};
