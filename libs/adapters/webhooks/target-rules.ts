import ipaddr from 'ipaddr.js';

/** What may be called; all else is refused. */
export interface TargetRules {
  /** Networks that are not public and may be called all the same, in CIDR notation. */
  readonly networks: readonly string[];
  /** Development: plain http to loopback. */
  readonly loopback: boolean;
}

export type TargetFault =
  'not_a_url' | 'not_https' | 'credentials' | 'fragment' | 'too_long' | 'forbidden_address';

const LONGEST = 2048;

/** Why the address may not be registered; names are looked up, and judged, at each delivery. */
export const faultOf = (text: string, rules: TargetRules): TargetFault | undefined => {
  if (text.length > LONGEST) return 'too_long';
  if (!URL.canParse(text)) return 'not_a_url';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.hash !== '') return 'fragment';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal(url, rules)))
    return 'not_https';
  const literal = literalOf(url);
  if (literal !== undefined && !mayCall(literal, rules)) return 'forbidden_address';
  return url.hostname === 'localhost' && !rules.loopback ? 'forbidden_address' : undefined;
};

/** The host where it is an address and no name. */
export const literalOf = ({ hostname }: URL): string | undefined => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
};

/**
 * Whether a connection to the address is allowed: a public unicast address, or one of a network
 * that the installation names. Mapped and translated forms count as what they lead to, or not at
 * all (OWASP, Server-Side Request Forgery Prevention).
 */
export const mayCall = (address: string, { networks, loopback }: TargetRules): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  const range = ip.range();
  if (range === 'unicast' || (range === 'loopback' && loopback)) return true;
  return networks.some((cidr) => {
    const [network, prefix] = ipaddr.parseCIDR(cidr);
    return network.kind() === ip.kind() && ip.match(network, prefix);
  });
};

const isLocal = (url: URL, { loopback }: TargetRules): boolean => {
  const literal = literalOf(url);
  const local =
    literal === undefined
      ? url.hostname === 'localhost'
      : ipaddr.process(literal).range() === 'loopback';
  return loopback && local;
};
