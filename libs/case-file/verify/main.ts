import { readFileSync, statSync } from 'node:fs';
import { exitCode, reportOf } from './report.js';
import { slipIn, type Trust } from './trust.js';
import { verifyCaseFile, verifyFolder, type Verdict } from './verify.js';

const USAGE = '用法 · usage: node verify.mjs FILE.zip [--key PUB] [--root CODE]';

export interface Verification {
  /** One page for people. */
  readonly text: string;
  /** 0 intact, 1 tampered, 2 usage or unreadable. */
  readonly code: number;
}

/** Checks a file on disk, or the folder it was unpacked to; what cannot be opened is unreadable. */
export const verifyFile = (
  file: string,
  { key, root }: { readonly key?: string; readonly root?: string },
): Verification => {
  try {
    const trust = { key: key === undefined ? undefined : keyIn(key), root };
    const slip = slipIn(trust, key);
    if (slip !== undefined) return { text: slip, code: 2 };
    const verdict = verdictOn(file, trust);
    return { text: reportOf(verdict), code: exitCode(verdict) };
  } catch (error) {
    return { text: error instanceof Error ? error.message : String(error), code: 2 };
  }
};

const verdictOn = (file: string, trust: Trust): Verdict =>
  onDisk(file, () =>
    statSync(file).isDirectory()
      ? verifyFolder(file, trust)
      : verifyCaseFile(readFileSync(file), trust),
  );

const keyIn = (file: string): string => onDisk(file, () => readFileSync(file, 'utf8'));

/** What a file system says, in a sentence. */
const onDisk = <Value>(file: string, read: () => Value): Value => {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const sentence = SENTENCES[code]?.(file) ?? `读不出 ${file} · ${file} cannot be read (${code})`;
    throw new Error(sentence, { cause: error });
  }
};

const SENTENCES: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `找不到 ${file} · there is no file ${file}`,
  EACCES: (file) => `无权读取 ${file} · ${file} may not be read by you`,
  EISDIR: (file) => `${file} 是文件夹 · ${file} is a folder, not a file`,
  ERR_FS_FILE_TOO_LARGE: (file) =>
    `${file} 超过 2 GiB,无法读取 · ${file} is larger than 2 GiB, which is more than can be read`,
};

/** The stand-alone verifier's command line. */
export const main = (args: readonly string[]): Verification => {
  const options = new Map<string, string | undefined>();
  const names: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--key' || word === '--root') options.set(word, args[(at += 1)]);
    else names.push(word);
  }
  const [file, ...more] = names;
  const isBare = [...options.values()].includes(undefined);
  if (file === undefined || more.length > 0 || file.startsWith('-') || isBare)
    return { text: USAGE, code: 2 };
  return verifyFile(file, { key: options.get('--key'), root: options.get('--root') });
};
