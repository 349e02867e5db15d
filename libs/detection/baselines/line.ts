import { fingerprintText } from './fingerprint.js';

/** An address without its last part: a home line keeps it for months, though it dials anew. */
const lineOf = (ip: string): string =>
  ip.includes(':') ? ip.split(':').slice(0, 4).join(':') : ip.split('.').slice(0, 3).join('.');

/** A short name for an address's line; not a secret: it is kept beside a student only. */
export const lineName = (ip: string): string => fingerprintText('line', lineOf(ip));
