import type { BagFiles } from './bag-check.js';
import { isShown, type EventLine } from './lines.js';
import type { Parts } from './parts.js';
import { isGiven } from './raw-check.js';
import { CHINA, localTime } from './times.js';
import { checkToken } from './token-check.js';

/** What the bag says of itself. */
export interface Claimed {
  readonly name: string;
  readonly version: number;
  readonly profile: string;
}

/** What a case file says of itself, for the report. Undefined is what cannot be read; times are the university's. */
export type Facts = EventFacts &
  RawFacts &
  LogFacts &
  ExportFacts & {
    readonly case: string;
    readonly version: number;
    readonly profile: string;
    readonly files: number;
    readonly evidence: number;
    /** Texts, and copies of evidence, that are shown as a copy without names. */
    readonly redacted?: number;
    /** Of the token over the root. */
    readonly timestamp?: string;
    readonly signer: 'checked' | 'not_checked';
    readonly rootChecked: boolean;
  };

/** Of a file without a fault. */
export type WholeFacts = Facts & Required<LogFacts>;

export const isWhole = (facts: Facts): facts is WholeFacts => facts.root !== undefined;

interface EventFacts {
  readonly events?: number;
  /** Events shown by their leaf only, by reason. */
  readonly withheld?: Readonly<Record<string, number>>;
  readonly first?: string;
  readonly last?: string;
}

interface RawFacts {
  readonly raw?: number;
  /** Vendors' events that are not given, or as a copy without names. */
  readonly rawWithheld?: number;
  /** Vendors' events that are proven to stand in the sealed ledger. */
  readonly sealed?: number;
}

interface LogFacts {
  readonly root?: string;
  readonly size?: number;
  readonly earlier?: number;
}

interface ExportFacts {
  readonly exportedBy?: string;
  readonly exportedAt?: string;
  readonly tool?: string;
  readonly keyId?: string;
  /** Signals recomputed at export; undefined where no signature covers what that led to. */
  readonly replays?: number;
  readonly replaysSame?: number;
}

export const factsOf = (
  files: BagFiles,
  parts: Parts,
  { name, version, profile }: Claimed,
): Omit<Facts, 'signer' | 'rootChecked'> => {
  const { contents, inclusion, record } = parts;
  const zone = record?.timeZone ?? CHINA;
  const custody = /^data\/evidence\/[^/]+\/custody\.json$/;
  const { time } = checkToken(files);
  return {
    ...{ case: name, version, profile, files: files.size },
    evidence: [...files.keys()].filter((path) => custody.test(path)).length,
    redacted: contents?.filter(({ redacted }) => redacted !== undefined).length,
    timestamp: time === undefined ? undefined : localTime(time, zone),
    ...eventFacts(parts, zone),
    ...rawFacts(parts),
    ...(inclusion && {
      root: inclusion.root,
      size: inclusion.size,
      earlier: inclusion.earlier.length,
    }),
    ...exportFacts(parts, zone),
  };
};

const eventFacts = ({ lines, extracts }: Parts, zone: string): EventFacts => {
  if (!lines) return {};
  const times = [...lines.filter(isShown).map(({ event }) => event), ...extracts]
    .map(({ metadata }) => (metadata as { at?: unknown }).at)
    .filter((at) => typeof at === 'string')
    .sort();
  const [first, last] = [times[0], times.at(-1)];
  return {
    events: lines.length,
    withheld: withheldOf(lines),
    first: first === undefined ? undefined : localTime(first, zone),
    last: last === undefined ? undefined : localTime(last, zone),
  };
};

/** Without proofs of segments, as in files of earlier releases, none is proven. */
const rawFacts = ({ raw, segments, record }: Parts): RawFacts => {
  if (!raw) return {};
  const proven = segments && segments.events.length + (segments.withheld?.length ?? 0);
  return {
    raw: raw.filter(isGiven).length,
    rawWithheld: raw.filter((one) => !isGiven(one)).length,
    sealed: proven ?? (record && record.tags === undefined ? 0 : undefined),
  };
};

const exportFacts = ({ record, replays = [] }: Parts, zone: string): ExportFacts =>
  record === undefined
    ? {}
    : {
        exportedBy: record.exportedBy,
        exportedAt: localTime(record.exportedAt, zone),
        tool: `${record.tool.name} ${record.tool.version}`,
        keyId: record.keyId,
        ...(record.tags && {
          replays: replays.length,
          replaysSame: replays.filter(({ same }) => same).length,
        }),
      };

const withheldOf = (lines: readonly EventLine[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const line of lines)
    if (!isShown(line)) counts[line.withheld] = (counts[line.withheld] ?? 0) + 1;
  return counts;
};
