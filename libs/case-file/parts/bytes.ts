export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** For people to read, with a line end. */
export const jsonFile = (value: unknown): Uint8Array =>
  bytesOf(`${JSON.stringify(value, null, 2)}\n`);

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Safe on every file system; `#`, `@` and Chinese stay. */
export const fileName = (text: string): string => text.replaceAll(/[^\p{L}\p{N}@#._-]/gu, '_');

export const extension = (mediaType: string): string => {
  const known: Readonly<Record<string, string>> = {
    'application/json': 'json',
    'application/pdf': 'pdf',
    'application/zip': 'zip',
    'image/png': 'png',
    'image/jpeg': 'jpg',
    'image/gif': 'gif',
    'image/tiff': 'tif',
    'image/webp': 'webp',
    'audio/wav': 'wav',
    'audio/mpeg': 'mp3',
    'video/mp4': 'mp4',
  };
  return known[mediaType] ?? (mediaType.startsWith('text/plain') ? 'txt' : 'bin');
};
