import type { BagFiles } from './bag-check.js';
import type { Content } from './contents-check.js';
import type { Inclusion } from './events-check.js';
import { isShown, jsonIn, type EventLine, type Extract } from './lines.js';
import { isGiven, type RawIndex } from './raw-check.js';
import type { ExportRecord } from './seal-check.js';
import type { Segments } from './segments-check.js';

/** What a case file says of itself, for the report. */
export interface Facts {
  readonly case: string;
  readonly version: number;
  readonly profile: string;
  readonly events: number;
  /** Events shown by their leaf only, by reason. */
  readonly withheld: Readonly<Record<string, number>>;
  /** Texts, and copies of evidence, that are shown as a copy without names. */
  readonly redacted: number;
  readonly files: number;
  readonly root: string;
  readonly size: number;
  readonly earlier: number;
  readonly first?: string;
  readonly last?: string;
  readonly evidence: number;
  readonly raw: number;
  /** Vendors' events that are not given, or as a copy without names. */
  readonly rawWithheld: number;
  /** Vendors' events that are proven to stand in the sealed ledger. */
  readonly sealed: number;
  readonly replays: number;
  readonly replaysSame: number;
  readonly exportedBy: string;
  readonly exportedAt: string;
  readonly tool: string;
  readonly keyId: string;
  /** Of the token over the root, RFC 3339. */
  readonly timestamp?: string;
  readonly signer: 'checked' | 'not_checked';
  readonly rootChecked: boolean;
}

interface Read {
  readonly name: string;
  readonly version: number;
  readonly profile: string;
  readonly lines: readonly EventLine[];
  readonly extracts: readonly Extract[];
  readonly contents: readonly Content[];
  readonly raw: RawIndex;
  readonly segments: Segments;
  readonly record: ExportRecord;
  readonly inclusion: Inclusion;
}

export const factsOf = (
  files: BagFiles,
  { name, version, profile, lines, extracts, contents, raw, segments, record, inclusion }: Read,
): Omit<Facts, 'timestamp' | 'signer' | 'rootChecked'> => {
  const times = [...lines.filter(isShown).map(({ event }) => event), ...extracts]
    .map(({ metadata }) => (metadata as { at?: string }).at ?? '')
    .sort();
  const replays = jsonIn<{ same: boolean }[]>(files, 'integrity/replay.json') ?? [];
  const custody = /^data\/evidence\/[^/]+\/custody\.json$/;
  return {
    case: name,
    version,
    profile,
    events: lines.length,
    withheld: withheldOf(lines),
    redacted: contents.filter(({ redacted }) => redacted !== undefined).length,
    files: files.size,
    root: inclusion.root,
    size: inclusion.size,
    earlier: inclusion.earlier.length,
    first: times[0],
    last: times.at(-1),
    evidence: [...files.keys()].filter((path) => custody.test(path)).length,
    raw: raw.filter(isGiven).length,
    rawWithheld: raw.filter((one) => !isGiven(one)).length,
    sealed: segments.events.length + (segments.withheld?.length ?? 0),
    replays: replays.length,
    replaysSame: replays.filter(({ same }) => same).length,
    exportedBy: record.exportedBy,
    exportedAt: record.exportedAt,
    tool: `${record.tool.name} ${record.tool.version}`,
    keyId: record.keyId,
  };
};

const withheldOf = (lines: readonly EventLine[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const line of lines)
    if (!isShown(line)) counts[line.withheld] = (counts[line.withheld] ?? 0) + 1;
  return counts;
};
