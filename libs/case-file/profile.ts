/**
 * For whom a case file is made. These readers may see the whole file. The student's profile needs
 * redaction, which this version cannot do, so it is refused by name rather than served whole.
 */
export const PROFILES = ['panel', 'appeal', 'court', 'archive'] as const;

export type Profile = (typeof PROFILES)[number];

export const isProfile = (text: string): text is Profile =>
  (PROFILES as readonly string[]).includes(text);
