import { bagInfo, type BagFiles } from './bag-check.js';
import { fault, type Fault } from './finding.js';
import { isShown } from './lines.js';
import type { Parts } from './parts.js';
import { codeOf } from './seal-check.js';
import { localTime } from './times.js';

type Told = Pick<Parts, 'record' | 'inclusion' | 'lines' | 'extracts'>;

/** `bag-info.txt` says of the file what the file itself says. */
export const checkBagInfo = (files: BagFiles, parts: Told): Fault[] => {
  const info = bagInfo(files);
  if (!files.has('bag-info.txt')) return [];
  return expected(parts).flatMap(([label, value, source]) => {
    const found = info.get(label) ?? '';
    return value === undefined || found === value
      ? []
      : [
          fault(
            'bag_info_mismatch',
            'bag-info.txt',
            `${label} is "${found}", by ${source} it is "${value}"`,
            `${label} 写作“${found}”,而 ${source} 所载为“${value}”`,
          ),
        ];
  });
};

type Expected = readonly [label: string, value: string | undefined, source: string];

const expected = ({ record, inclusion, lines = [], extracts }: Told): readonly Expected[] => {
  const record_ = 'integrity/export.json';
  const proofs = 'integrity/inclusion.json';
  const events = 'data/events.jsonl';
  const of = (seq: number | undefined) => told(seq, { lines, extracts });
  const first = of(1);
  const last = of(lines.at(-1)?.seq);
  return [
    ['External-Identifier', record?.case, record_],
    ['Case-Version', record && String(record.version), record_],
    ['Disclosure-Profile', record?.profile, record_],
    ['Log-Size', inclusion && String(inclusion.size), proofs],
    ['Log-Root', inclusion?.root, proofs],
    ['Checkpoint-Code', inclusion && codeOf(inclusion), proofs],
    ['Policy-Version', first && policyIn(first), events],
    ['Bagging-Date', last && record?.timeZone && dateOf(last.metadata, record.timeZone), events],
  ];
};

interface ToldEvent {
  readonly data: unknown;
  readonly metadata: unknown;
  readonly whole: boolean;
}

/** An event of the case, or of a withheld one its extract. */
const told = (
  seq: number | undefined,
  { lines, extracts }: Required<Pick<Told, 'extracts'>> & { lines: NonNullable<Told['lines']> },
): ToldEvent | undefined => {
  const line = lines.find((one) => one.seq === seq);
  if (line && isShown(line)) return { ...line.event, whole: true };
  const extract = extracts.find((one) => one.seq === seq);
  return extract && { ...extract, whole: false };
};

/** An extract that does not tell the policy says nothing of it. */
const policyIn = ({ data, whole }: ToldEvent): string | undefined => {
  const { policyVersion } = data as { policyVersion?: string };
  return policyVersion ?? (whole ? '' : undefined);
};

const dateOf = (metadata: unknown, timeZone: string): string =>
  localTime((metadata as { at?: string }).at ?? '', timeZone).slice(0, 10);
