/**
 * Bytes that own their buffer. Copying a view between threads copies all of the buffer under it:
 * a slice of a large request would drag the whole request along.
 */
export const compact = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
