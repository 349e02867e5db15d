/**
 * For whom a case file is made: the student; the committee; the appeals committee; a court, the
 * province or the authorities; the university's archive. What each withholds stands in `disclosure/`.
 */
export const PROFILES = ['student', 'panel', 'appeal', 'court', 'archive'] as const;

export type Profile = (typeof PROFILES)[number];

export const isProfile = (text: string): text is Profile =>
  (PROFILES as readonly string[]).includes(text);
