import { bagInfo, bagOf, checkBag, textOf, type BagFiles } from './bag-check.js';
import { checkContents, type Content } from './contents-check.js';
import { checkEvents, type EventLine, type Inclusion } from './events-check.js';
import type { Fault } from './finding.js';
import { checkRaw, type RawIndex } from './raw-check.js';
import { checkRoot, checkSignatures, checkSigner, type ExportRecord } from './seal-check.js';
import { readZip, Unreadable } from './zip-reader.js';

export interface Trust {
  /** PEM of the public key that the reader trusts. */
  readonly key?: string;
  /** Code printed on a served document, or a whole root in hex. */
  readonly root?: string;
}

export type Verdict =
  | { readonly kind: 'intact'; readonly facts: Facts }
  | { readonly kind: 'tampered'; readonly facts: Facts; readonly faults: readonly Fault[] }
  | { readonly kind: 'unreadable'; readonly code: string; readonly detail: string };

export interface Facts {
  readonly case: string;
  readonly version: number;
  readonly profile: string;
  readonly events: number;
  readonly files: number;
  readonly root: string;
  readonly signer: 'checked' | 'not_checked';
  readonly rootChecked: boolean;
}

/** Offline check of a case file; needs Node and nothing else. */
export const verifyCaseFile = (zip: Buffer, trust: Trust = {}): Verdict => {
  try {
    return judged(bagOf(readZip(zip)), trust);
  } catch (error) {
    if (error instanceof Unreadable)
      return { kind: 'unreadable', code: error.code, detail: error.detail };
    if (error instanceof SyntaxError)
      return {
        kind: 'unreadable',
        code: 'bag_incomplete',
        detail: `a JSON file is broken: ${error.message}`,
      };
    throw error;
  }
};

const judged = (files: BagFiles, trust: Trust): Verdict => {
  const bagFaults = checkBag(files);
  const info = bagInfo(files);
  const inclusion = json<Inclusion>(files, 'integrity/inclusion.json');
  const record = json<ExportRecord>(files, 'integrity/export.json');
  const lines = textOf(files, 'data/events.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as EventLine);
  const contents = json<Content[]>(files, 'data/contents.json');
  const name = info.get('External-Identifier') ?? '';
  const version = Number(info.get('Case-Version'));
  const faults = [
    ...bagFaults,
    ...checkEvents(lines, inclusion, `case-${name}`, version),
    ...checkContents(files, lines, contents),
    ...checkRaw(files, json<RawIndex>(files, 'data/raw/index.json'), lines, contents),
    ...checkSignatures(files, inclusion, record),
    ...(trust.key === undefined ? [] : checkSigner(files, trust.key)),
    ...(trust.root === undefined ? [] : checkRoot(inclusion, trust.root)),
  ];
  const facts: Facts = {
    case: name,
    version,
    profile: info.get('Disclosure-Profile') ?? '',
    events: lines.length,
    files: files.size,
    root: inclusion.root,
    signer: trust.key === undefined ? 'not_checked' : 'checked',
    rootChecked: trust.root !== undefined,
  };
  return faults.length === 0 ? { kind: 'intact', facts } : { kind: 'tampered', facts, faults };
};

const json = <Value>(files: BagFiles, path: string): Value =>
  JSON.parse(textOf(files, path)) as Value;
