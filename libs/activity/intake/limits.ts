/** Limits of the contract; bytes, events, characters. */
export const LIMITS = {
  eventBytes: 64 * 1024,
  batchEvents: 1000,
  /** After decompression. */
  bodyBytes: 8 * 1024 * 1024,
  text: 1024,
  /** `id`, `subject`, `data.client.deviceId`. */
  name: 128,
  /** Of members; nothing the contract knows goes deeper than five. */
  depth: 32,
} as const;
