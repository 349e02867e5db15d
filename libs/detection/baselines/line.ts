import { fingerprintText } from './fingerprint.js';

/** An address without its last part: a home line keeps it for months, though it dials anew. */
const lineOf = (ip: string): string =>
  ip.includes(':') ? ip.split(':').slice(0, 4).join(':') : ip.split('.').slice(0, 3).join('.');

/** A short name for an address's line; not a secret: it is kept beside a student only. */
export const lineName = (ip: string): string => {
  const known = names.get(ip);
  if (known !== undefined) return known;
  const name = fingerprintText('line', lineOf(ip));
  if (ip.length > LONGEST) return name;
  if (names.size >= MOST_NAMES) names.clear();
  names.set(ip, name);
  return name;
};

/** Remembered: an address comes with each of its events. */
const names = new Map<string, string>();
const MOST_NAMES = 4096;
/** No address is longer; texts of a broken feed are not kept. */
const LONGEST = 64;
