/**
 * The six points by which a court reviews electronic data (最高人民法院《关于互联网法院审理案件若干问题的规定》
 * 法释〔2018〕16号, art. 11 para. 1): system environment; who and when; storage and custody; extraction and
 * whether it can be repeated; additions, deletions, changes; whether it can be verified by a specific form.
 */
export type CourtPoint = 1 | 2 | 3 | 4 | 5 | 6;

/** Every fault by name and the point it belongs to; the more telling ones come first. */
const POINTS = {
  event_foreign: 2,
  proof_foreign: 6,
  checkpoint_signature: 6,
  export_signature: 4,
  checkpoint_replaced: 6,
  log_truncated: 5,
  root_unrelated: 6,
  signer_unknown: 6,
  signature_missing: 6,
  timestamp_wrong: 6,
  event_inserted: 5,
  event_order: 5,
  tail_cut: 5,
  event_missing: 5,
  event_changed: 5,
  proof_missing: 6,
  event_not_in_log: 6,
  withheld_without_right: 5,
  files_swapped: 5,
  evidence_changed: 5,
  raw_changed: 5,
  document_changed: 5,
  custody_missing: 3,
  content_changed: 5,
  content_missing: 5,
  raw_not_in_ledger: 5,
  file_unreadable: 5,
  export_mismatch: 5,
  bag_info_changed: 5,
  bag_info_mismatch: 5,
  verifier_changed: 6,
  replay_changed: 4,
  proof_changed: 6,
  file_added: 5,
  file_missing: 5,
  file_unlisted: 5,
  file_changed: 5,
  payload_size: 5,
  log_inconsistent: 6,
  digest_mismatch: 6,
} as const satisfies Readonly<Record<string, CourtPoint>>;

export type FaultCode = keyof typeof POINTS;

/** What a check found. `code` is stable; the sentences are for people. */
export interface Fault {
  readonly code: FaultCode;
  /** File within the bag, or the event (`v12`) it is about. */
  readonly where: string;
  readonly en: string;
  readonly zh: string;
}

export const fault = (code: FaultCode, where: string, en: string, zh: string): Fault => ({
  code,
  where,
  en,
  zh,
});

export const pointOf = ({ code }: Fault): CourtPoint => POINTS[code];

const RANKS = Object.keys(POINTS);

/** The fault that tells most of what was done: one change often breaks several hashes. */
export const headline = (faults: readonly Fault[]): Fault | undefined =>
  [...faults].sort((a, b) => RANKS.indexOf(a.code) - RANKS.indexOf(b.code))[0];

/** The same file is looked at by several checks; each fault is told once. */
export const distinct = (faults: readonly Fault[]): readonly Fault[] => {
  const seen = new Set<string>();
  return faults.filter(({ code, where }) => {
    const key = `${code} ${where}`;
    return code === 'bag_info_mismatch' || (!seen.has(key) && seen.add(key));
  });
};
