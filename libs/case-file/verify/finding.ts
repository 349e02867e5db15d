/** What a check found. `code` is stable; the sentences are for people. */
export interface Fault {
  readonly code: FaultCode;
  /** File within the bag, or the event (`v12`) it is about. */
  readonly where: string;
  readonly en: string;
  readonly zh: string;
}

export type FaultCode =
  | 'archive_changed'
  | 'file_missing'
  | 'file_changed'
  | 'file_unlisted'
  | 'payload_size'
  | 'event_changed'
  | 'event_missing'
  | 'event_order'
  | 'event_inserted'
  | 'event_foreign'
  | 'event_not_in_log'
  | 'content_changed'
  | 'content_missing'
  | 'raw_changed'
  | 'checkpoint_signature'
  | 'checkpoint_replaced'
  | 'export_signature'
  | 'export_mismatch'
  | 'signer_unknown'
  | 'root_unrelated';

export const fault = (code: FaultCode, where: string, en: string, zh: string): Fault => ({
  code,
  where,
  en,
  zh,
});
