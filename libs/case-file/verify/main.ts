import { readFileSync } from 'node:fs';
import { exitCode, reportOf } from './report.js';
import { verifyCaseFile } from './verify.js';

const USAGE = 'node verify.mjs FILE.zip [--key PUB] [--root CODE]';

export interface Verification {
  /** One page for people. */
  readonly text: string;
  /** 0 intact, 1 tampered, 2 unreadable. */
  readonly code: number;
}

/** Checks a file on disk; what cannot be opened is unreadable. */
export const verifyFile = (
  file: string,
  { key, root }: { readonly key?: string; readonly root?: string },
): Verification => {
  try {
    const trust = { key: key === undefined ? undefined : readFileSync(key, 'utf8'), root };
    const verdict = verifyCaseFile(readFileSync(file), trust);
    return { text: reportOf(verdict), code: exitCode(verdict) };
  } catch (error) {
    return { text: error instanceof Error ? error.message : String(error), code: 2 };
  }
};

/** The stand-alone verifier's command line. */
export const main = (args: readonly string[]): Verification => {
  const options = new Map<string, string>();
  const names: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--key' || word === '--root') options.set(word, args[(at += 1)] ?? '');
    else names.push(word);
  }
  const [file, ...more] = names;
  if (file === undefined || more.length > 0 || file.startsWith('-'))
    return { text: USAGE, code: 2 };
  return verifyFile(file, { key: options.get('--key'), root: options.get('--root') });
};
