import type { DeviceHistory } from './device-history.js';
import type { Hand, HandMember } from './hands.js';

/** Of each meeting's others, where it is they whose sign-ins are wrong. */
const OTHERS = 3;

/**
 * What a finding rests on: the student's own sign-ins by the hand. Whose phone it is signs in rightly
 * for himself: of him those few that he did for others. The rest are counted, not named.
 */
export function citedOf(
  subject: string,
  hands: readonly Hand[],
  history: DeviceHistory,
): readonly HandMember[] {
  return hands.flatMap(({ kind, members }) => {
    const owner = kind === 'one_device' ? ownerOf(members, history) : undefined;
    return owner === subject
      ? members.filter((one) => one.subject !== subject).slice(0, OTHERS)
      : members.filter((one) => one.subject === subject);
  });
}

/** Who uses other devices least; of several, who is there first. */
function ownerOf(members: readonly HandMember[], history: DeviceHistory): string | undefined {
  const sorted = [...members].sort(
    (a, b) => history.onOthers(a) - history.onOthers(b) || a.at - b.at,
  );
  return sorted[0]?.subject;
}
