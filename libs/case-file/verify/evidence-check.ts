import type { BagFiles } from './bag-check.js';
import { fault, type Fault } from './finding.js';
import { isShown, type EventLine, type Extract } from './lines.js';
import { digestOf } from './manifest.js';
import { SHAPES } from './part-shapes.js';
import { Reading } from './reading.js';

/** `data/evidence/E-001/meta.json`, as far as it is checked. */
interface Meta {
  /** Below `data/`. */
  readonly path?: string;
  readonly sha256?: string;
}

/** `data/evidence/E-001/custody.json`, as far as it is checked. */
interface Custody {
  readonly steps: readonly { readonly version: number; readonly what: string }[];
}

/** Each item of evidence lies in its folder with what it is and with a custody record that is whole. */
export const checkEvidence = (
  files: BagFiles,
  lines: readonly EventLine[],
  extracts: readonly Extract[],
): Fault[] => {
  const steps = stepsOf([
    ...lines.filter(isShown).map(({ seq, event }) => ({ ...event, seq })),
    ...extracts,
  ]);
  const reading = new Reading(files);
  const faults = [...steps].flatMap(([id, expected]) => {
    const folder = `data/evidence/${id}`;
    const meta = reading.json<Meta>(`${folder}/meta.json`, SHAPES.meta);
    const custody = reading.json<Custody>(`${folder}/custody.json`, SHAPES.custody);
    const kept = new Set(custody?.steps.map(({ version, what }) => `${String(version)} ${what}`));
    const lacks = expected.filter((step) => !kept.has(step));
    const original = files.get(`data/${meta?.path ?? ''}`);
    return [
      ...(meta && custody && lacks.length === 0 ? [] : [untended(folder)]),
      ...(original && digestOf(original) !== meta?.sha256 ? [exchanged(folder)] : []),
    ];
  });
  return [...reading.faults, ...faults];
};

/** By item, `version type` of each event that concerns it. */
const stepsOf = (
  events: readonly { readonly seq: number; readonly type: string; readonly data: unknown }[],
): ReadonlyMap<string, string[]> => {
  const steps = new Map<string, string[]>();
  for (const { seq, type, data } of events) {
    const { id, evidence } = data as { id?: unknown; evidence?: unknown };
    const step = `${String(seq)} ${type}`;
    if (type === 'EvidenceAdded' && typeof id === 'string') steps.set(id, [step]);
    if (/^Evidence(Excluded|Reaffirmed)$/.test(type)) steps.get(String(evidence))?.push(step);
  }
  return steps;
};

const untended = (folder: string): Fault =>
  fault('custody_missing', folder, 'the custody record is not whole', '保管记录不完整');

const exchanged = (folder: string): Fault =>
  fault(
    'evidence_changed',
    folder,
    'is not the item that its record describes',
    '证据与其记录不符',
  );
