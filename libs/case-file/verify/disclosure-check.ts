import type { Content } from './contents-check.js';
import { fault, type Fault } from './finding.js';
import { isShown, type EventLine, type Extract } from './lines.js';
import { isGiven, type RawIndex } from './raw-check.js';

/** Profiles that may withhold, and what. What was erased is gone for all. */
const MAY_WITHHOLD: Readonly<Record<string, readonly string[]>> = {
  student: ['third_party', 'internal', 'deliberation', 'detector'],
  panel: ['deliberation'],
  appeal: ['deliberation'],
};

/** Profiles that may hide names in texts and vendors' events: a panel gets them withheld, but a copy of each. */
const MAY_REDACT: ReadonlySet<string> = new Set(['student', 'panel']);

interface Disclosed {
  readonly lines: readonly EventLine[];
  readonly extracts: readonly Extract[];
  readonly contents: readonly Content[];
  readonly raw: RawIndex;
}

/** Nothing is withheld but what the profile may withhold, and extracts are of withheld events only. */
export const checkDisclosure = (
  profile: string,
  { lines, extracts, contents, raw }: Disclosed,
): Fault[] => {
  const allowed = [...(MAY_WITHHOLD[profile] ?? []), 'erased'];
  const events = lines.flatMap((line) =>
    isShown(line) || allowed.includes(line.withheld) ? [] : [`v${String(line.seq)}`],
  );
  const mayBe = ({ withheld, redacted }: Pick<Content, 'withheld' | 'redacted'>): boolean =>
    withheld === undefined ||
    allowed.includes(withheld) ||
    (redacted !== undefined && MAY_REDACT.has(profile));
  const texts = contents.flatMap((content) => (mayBe(content) ? [] : [content.vault]));
  const vendors = raw.flatMap((entry) =>
    isGiven(entry) || mayBe(entry) ? [] : [`raw ${entry.id ?? ''}`],
  );
  const withheld = new Set(lines.flatMap((line) => (isShown(line) ? [] : [line.seq])));
  const stray = extracts.flatMap(({ seq }) => (withheld.has(seq) ? [] : [`v${String(seq)}`]));
  return [...events, ...texts, ...vendors, ...stray].map((where) =>
    fault(
      'withheld_without_right',
      where,
      `is withheld, or told otherwise, although the profile ${profile} shows it`,
      `该版本(${profile})本应完整披露,却被略去或另行表述`,
    ),
  );
};
