import { swapped, type BagFiles } from './bag-check.js';
import { saltedHash } from './events-check.js';
import { fault, type Fault } from './finding.js';
import { isShown, type EventLine, type Extract, type Withheld } from './lines.js';

/** A line of `data/contents.json`: where the text or file behind a vault reference lies. */
export interface Content {
  readonly vault: string;
  /** Below `data/`; absent where it was erased or is withheld by the profile. */
  readonly path?: string;
  readonly salt?: string;
  readonly withheld?: Withheld;
  /** Of a withheld text: a copy with markers in the place of names. The export's signature binds it. */
  readonly redacted?: {
    /** Below `data/`. */
    readonly path: string;
    readonly hides: readonly { readonly marker: string; readonly count: number }[];
  };
}

interface Ref {
  readonly vault: string;
  readonly sha256: string;
}

/** Texts and files are those that the events name: their hash stands in an event's leaf. */
export const checkContents = (
  files: BagFiles,
  lines: readonly EventLine[],
  extracts: readonly Extract[],
  contents: readonly Content[],
): Fault[] => {
  const byVault = new Map(contents.map((content) => [content.vault, content]));
  const wrong: Wrong[] = [];
  const told = [
    ...lines.filter(isShown).map(({ seq, event }) => ({ seq, data: event.data })),
    ...extracts,
  ];
  const faults = told.flatMap(({ seq, data }) =>
    vaultRefs(data).flatMap((ref) => {
      const content = byVault.get(ref.vault);
      if (!content) return [missing(`v${String(seq)}: ${ref.vault}`)];
      if (content.withheld !== undefined) return redactionFaults(files, content);
      const bytes = files.get(`data/${content.path ?? ''}`);
      if (!bytes) return [changed(content.path ?? ref.vault)];
      if (saltedHash(content.salt ?? '', bytes) !== ref.sha256)
        wrong.push({
          path: content.path ?? '',
          salt: content.salt ?? '',
          sha256: ref.sha256,
          bytes,
        });
      return [];
    }),
  );
  return [...faults, ...wrong.map((one) => exchangedOrChanged(one, wrong))];
};

interface Wrong {
  readonly path: string;
  readonly salt: string;
  /** Of what should be there. */
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** So many are looked at for what they hold instead: each is hashed with the salt of each. */
const COMPARED = 50;

const exchangedOrChanged = ({ path, bytes }: Wrong, all: readonly Wrong[]): Fault => {
  const from = all
    .slice(0, COMPARED)
    .find((other) => other.path !== path && saltedHash(other.salt, bytes) === other.sha256);
  return from === undefined ? changed(path) : swapped(`data/${path}`, `data/${from.path}`);
};

/** A redacted copy is there, and in it each marker as often as the index says. */
export const redactionFaults = (
  files: BagFiles,
  { redacted, withheld }: Pick<Content, 'redacted' | 'withheld'>,
): Fault[] => {
  if (redacted === undefined) return [];
  const copy = files.get(`data/${redacted.path}`)?.toString();
  if (copy === undefined) return [missing(redacted.path)];
  const told = redacted.hides.every(
    ({ marker, count }) => marker !== '' && count > 0 && copy.split(marker).length > count,
  );
  return withheld === 'third_party' && redacted.hides.length > 0 && told
    ? []
    : [changed(redacted.path)];
};

const missing = (where: string): Fault =>
  fault(
    'content_missing',
    where,
    'a text named by an event is not in the file',
    '事件引用的内容缺失',
  );

const changed = (where: string): Fault =>
  fault(
    where.startsWith('evidence/') ? 'evidence_changed' : 'content_changed',
    `data/${where}`,
    'is not what the event recorded',
    '内容与事件记录的哈希不符',
  );

/** Every vault reference within an event's data, at any depth. */
export const vaultRefs = (value: unknown): Ref[] => {
  if (Array.isArray(value)) return value.flatMap(vaultRefs);
  if (typeof value !== 'object' || value === null) return [];
  const { vault, sha256 } = value as { vault?: unknown; sha256?: unknown };
  if (typeof vault === 'string' && typeof sha256 === 'string') return [{ vault, sha256 }];
  return Object.values(value).flatMap(vaultRefs);
};
