import { readFileSync, writeFileSync } from 'node:fs';

/** Writes a copy in which one bit in the middle differs; answers its name. */
export const flipByte = (file: string): string => {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const copy = `${file}.flipped.zip`;
  writeFileSync(copy, bytes);
  return copy;
};
