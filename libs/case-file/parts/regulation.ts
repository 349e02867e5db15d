import { sha256, type Files } from '../bag.js';
import type { CitedRule } from '../case-file-input.js';
import { bytesOf, fileName, jsonFile } from './bytes.js';

/** Each provision cited, in the words of the version cited, and a list with hashes and dates of force. */
export const regulationFiles = (rules: readonly CitedRule[]): Files => {
  const texts = rules.map(({ cite, text }) => ({
    path: `regulation/${fileName(cite)}.txt`,
    bytes: bytesOf(`${cite}\n\n${text}\n`),
  }));
  const index = rules.map(({ cite, effectiveFrom, effectiveTo }, at) => ({
    cite,
    path: texts[at]?.path,
    sha256: sha256(texts[at]?.bytes ?? new Uint8Array()),
    effectiveFrom,
    effectiveTo,
  }));
  return new Map([
    ['regulation/index.json', jsonFile(index)],
    ...texts.map(({ path, bytes }) => [path, bytes] as const),
  ]);
};
