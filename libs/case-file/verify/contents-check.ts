import type { BagFiles } from './bag-check.js';
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
  const told = [
    ...lines.filter(isShown).map(({ seq, event }) => ({ seq, data: event.data })),
    ...extracts,
  ];
  return told.flatMap(({ seq, data }) =>
    vaultRefs(data).flatMap((ref) => {
      const content = byVault.get(ref.vault);
      if (!content) return [missing(`v${String(seq)}: ${ref.vault}`)];
      if (content.withheld !== undefined) return [];
      const bytes = files.get(`data/${content.path ?? ''}`);
      return bytes && saltedHash(content.salt ?? '', bytes) === ref.sha256
        ? []
        : [changed(content.path ?? ref.vault)];
    }),
  );
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
