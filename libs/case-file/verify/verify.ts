import { bagInfo, bagOf, checkBag, textOf, type BagFiles } from './bag-check.js';
import { checkContents, type Content } from './contents-check.js';
import { checkDigests } from './digests-check.js';
import { checkDisclosure } from './disclosure-check.js';
import { checkEvents, type Inclusion } from './events-check.js';
import { checkEvidence } from './evidence-check.js';
import { factsOf, type Facts } from './facts.js';
import { fault, type Fault } from './finding.js';
import { jsonIn, jsonOf, linesOf, type EventLine, type Extract } from './lines.js';
import { checkRaw, type RawIndex } from './raw-check.js';
import { checkRoot, checkSignatures, checkSigner, type ExportRecord } from './seal-check.js';
import { checkSegments, type Segments } from './segments-check.js';
import { checkToken } from './token-check.js';
import { readZip, Unreadable } from './zip-reader.js';
import { writeZip } from './zip-writer.js';

export interface Trust {
  /** PEM of the public key that the reader trusts, or the published list of keys. */
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
  const inclusion = jsonOf<Inclusion>(files, 'integrity/inclusion.json');
  const record = jsonOf<ExportRecord>(files, 'integrity/export.json');
  const segments = jsonIn<Segments>(files, 'integrity/segments.json') ?? { events: [], seals: [] };
  const contents = jsonOf<Content[]>(files, 'data/contents.json');
  const raw = jsonOf<RawIndex>(files, 'data/raw/index.json');
  textOf(files, 'data/events.jsonl');
  const lines = linesOf<EventLine>(files, 'data/events.jsonl');
  const extracts = linesOf<Extract>(files, 'data/extracts.jsonl');
  const name = info.get('External-Identifier') ?? '';
  const version = Number(info.get('Case-Version'));
  const profile = info.get('Disclosure-Profile') ?? '';
  const token = checkToken(files);
  const faults = [
    ...checkEvents(lines, inclusion, `case-${name}`, version),
    ...checkDisclosure(profile, { lines, extracts, contents, raw }),
    ...checkContents(files, lines, extracts, contents),
    ...checkEvidence(files, lines, extracts),
    ...checkRaw(files, raw, lines, contents),
    ...checkSegments(files, raw, segments, inclusion),
    ...checkSignatures(files, inclusion, record, { name, version, profile }),
    ...checkDigests(files),
    ...token.faults,
    ...(trust.key === undefined ? [] : checkSigner(files, trust.key)),
    ...(trust.root === undefined ? [] : checkRoot(inclusion, trust.root)),
  ];
  const facts = factsOf(files, {
    name,
    version,
    profile,
    lines,
    extracts,
    contents,
    raw,
    segments,
    record,
    inclusion,
  });
  return {
    facts: {
      ...facts,
      timestamp: token.time,
      signer: trust.key === undefined ? 'not_checked' : 'checked',
      rootChecked: trust.root !== undefined,
    },
    faults,
  };
};
