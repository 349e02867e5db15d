import type { BagFiles } from './bag-check.js';
import type { Content } from './contents-check.js';
import type { Inclusion } from './events-check.js';
import type { Fault } from './finding.js';
import type { EventLine, Extract } from './lines.js';
import { SHAPES } from './part-shapes.js';
import type { RawIndex } from './raw-check.js';
import { Reading } from './reading.js';
import type { ExportRecord } from './seal-check.js';
import type { Segments } from './segments-check.js';

/** What a bag's files say; undefined what is missing or cannot be read. */
export interface Parts {
  readonly lines: readonly EventLine[] | undefined;
  readonly extracts: readonly Extract[];
  readonly contents: readonly Content[] | undefined;
  readonly raw: RawIndex | undefined;
  readonly inclusion: Inclusion | undefined;
  readonly segments: Segments | undefined;
  readonly record: ExportRecord | undefined;
  readonly replays: readonly { readonly same: boolean }[] | undefined;
}

export const partsOf = (
  files: BagFiles,
): { readonly parts: Parts; readonly faults: readonly Fault[] } => {
  const reading = new Reading(files);
  const parts: Parts = {
    lines: reading.lines('data/events.jsonl', SHAPES.line),
    extracts: reading.lines('data/extracts.jsonl', SHAPES.extract) ?? [],
    contents: reading.json('data/contents.json', SHAPES.contents),
    raw: reading.json('data/raw/index.json', SHAPES.raw),
    inclusion: reading.json('integrity/inclusion.json', SHAPES.inclusion),
    segments: reading.json('integrity/segments.json', SHAPES.segments),
    record: reading.json('integrity/export.json', SHAPES.record),
    replays: reading.json('integrity/replay.json', SHAPES.replays),
  };
  return { parts, faults: reading.faults };
};
