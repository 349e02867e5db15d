import { bagInfo, bagOf, checkBag, textOf, type BagFiles } from './bag-check.js';
import { checkContents, type Content } from './contents-check.js';
import { checkEvents, type EventLine, type Inclusion } from './events-check.js';
import { fault, type Fault } from './finding.js';
import { checkRaw, type RawIndex } from './raw-check.js';
import { checkRoot, checkSignatures, checkSigner, type ExportRecord } from './seal-check.js';
import { readZip, Unreadable } from './zip-reader.js';
import { writeZip } from './zip-writer.js';

export interface Trust {
  /** PEM of the public key that the reader trusts. */
  readonly key?: string;
  /** Code printed on a served document, or a whole root in hex. */
  readonly root?: string;
}

export type Verdict =
  | { readonly kind: 'intact'; readonly facts: Facts }
  | {
      readonly kind: 'tampered';
      /** Absent where so much was changed that it cannot be read. */
      readonly facts: Facts | undefined;
      readonly faults: readonly Fault[];
    }
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
    const entries = readZip(zip);
    const files = bagOf(entries);
    const outer = [...checkArchive(zip, entries), ...checkBag(files)];
    return judged(files, outer, trust);
  } catch (error) {
    if (error instanceof Unreadable)
      return { kind: 'unreadable', code: error.code, detail: error.detail };
    throw error;
  }
};

/** The archive is the one that these entries make; packing them anew shows, even where it is harmless. */
const checkArchive = (zip: Buffer, entries: ReadonlyMap<string, Buffer>): Fault[] =>
  writeZip(entries).equals(zip)
    ? []
    : [
        fault(
          'archive_changed',
          'the archive',
          'is not as it was exported: changed, or packed anew; what follows tells whether its contents differ',
          '压缩包与导出时不同:被改动或重新打包;其内容是否改动见下文',
        ),
      ];

const judged = (files: BagFiles, outer: readonly Fault[], trust: Trust): Verdict => {
  try {
    const { facts, faults } = checkContent(files, trust);
    const all = [...outer, ...faults];
    return all.length === 0 ? { kind: 'intact', facts } : { kind: 'tampered', facts, faults: all };
  } catch (error) {
    // Where hashes already tell what was changed, that is the answer: it may be past parsing.
    if (outer.length > 0) return { kind: 'tampered', facts: undefined, faults: outer };
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('bag_incomplete', `a file does not hold what it should: ${String(error)}`);
  }
};

const checkContent = (
  files: BagFiles,
  trust: Trust,
): { readonly facts: Facts; readonly faults: readonly Fault[] } => {
  const info = bagInfo(files);
  const inclusion = json<Inclusion>(files, 'integrity/inclusion.json');
  const record = json<ExportRecord>(files, 'integrity/export.json');
  const contents = json<Content[]>(files, 'data/contents.json');
  const lines = textOf(files, 'data/events.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as EventLine);
  const name = info.get('External-Identifier') ?? '';
  const version = Number(info.get('Case-Version'));
  const faults = [
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
  return { facts, faults };
};

const json = <Value>(files: BagFiles, path: string): Value =>
  JSON.parse(textOf(files, path)) as Value;
