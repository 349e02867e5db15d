import type { Content } from './contents-check.js';
import { fault, type Fault } from './finding.js';
import { isShown, type EventLine, type Extract } from './lines.js';

/** Profiles that may withhold, and what. What was erased is gone for all. */
const MAY_WITHHOLD: Readonly<Record<string, readonly string[]>> = {
  student: ['third_party', 'internal', 'deliberation', 'detector'],
  panel: ['deliberation'],
  appeal: ['deliberation'],
};

/** Nothing is withheld but what the profile may withhold, and extracts are of withheld events only. */
export const checkDisclosure = (
  profile: string,
  lines: readonly EventLine[],
  extracts: readonly Extract[],
  contents: readonly Content[],
): Fault[] => {
  const allowed = [...(MAY_WITHHOLD[profile] ?? []), 'erased'];
  const events = lines.flatMap((line) =>
    isShown(line) || allowed.includes(line.withheld) ? [] : [`v${String(line.seq)}`],
  );
  const texts = contents.flatMap(({ vault, withheld }) =>
    withheld === undefined || allowed.includes(withheld) ? [] : [vault],
  );
  const withheld = new Set(lines.flatMap((line) => (isShown(line) ? [] : [line.seq])));
  const stray = extracts.flatMap(({ seq }) => (withheld.has(seq) ? [] : [`v${String(seq)}`]));
  return [...events, ...texts, ...stray].map((where) =>
    fault(
      'withheld_without_right',
      where,
      `is withheld, or told otherwise, although the profile ${profile} shows it`,
      `该版本(${profile})本应完整披露,却被略去或另行表述`,
    ),
  );
};
