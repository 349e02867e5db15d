import { ROLES, type Principal, type Role } from '../principal.js';

/** `dev:ROLE:NAME`, for `--dev` only; undefined for anything else. NAME may be percent-encoded. */
export const readDevToken = (token: string): Principal | undefined => {
  const match = /^dev:([a-z]+):(.{1,128})$/u.exec(token);
  const role = ROLES.find((known) => known === match?.[1]);
  if (!role || !match?.[2]) return undefined;
  return { role, name: decodeName(match[2]) };
};

export const isRole = (text: unknown): text is Role => ROLES.some((role) => role === text);

const decodeName = (text: string): string => {
  try {
    // Node gives header bytes as latin-1; a name in UTF-8 comes through whole again.
    return decodeURIComponent(Buffer.from(text, 'latin1').toString('utf8'));
  } catch {
    return text;
  }
};
