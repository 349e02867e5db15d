import { groupBy, round, known } from '../reading.js';
import { digest, type SignIn } from '../signins.js';

/** Accounts signed in for one meeting in a way that points to one hand. */
export interface Hand {
  readonly meeting: string;
  readonly kind: 'one_device' | 'one_client';
  /** Gaps between one account and the next as even as a program's. */
  readonly metronome: boolean;
  readonly meanGapSec: number;
  /** Share of the meeting's sign-ins that came from the same address and user agent. */
  readonly share: number;
  readonly members: readonly HandMember[];
}

export interface HandMember {
  readonly subject: string;
  readonly at: number;
  readonly device: string | undefined;
  readonly source: string;
  readonly id: string;
}

export interface HandLimits {
  readonly chainGapSec: number;
  readonly evenGap: number;
  readonly evenFewest: number;
}

/** All groups of one meeting, of two and more; whether they mean anything is concluded later. */
export function handsOf(signIns: readonly SignIn[], limits: HandLimits): Hand[] {
  const timed = signIns.filter((one) => one.event.serverTimed).sort((a, b) => a.at - b.at);
  const clients = groupBy(timed, (one) =>
    one.ip === undefined ? undefined : `${one.ip}\n${one.userAgent ?? ''}`,
  );
  const chains = [...clients.values()].flatMap((group) => chainsOf(group, limits.chainGapSec));
  const devices = [...groupBy(signIns, (one) => one.device).values()];
  return [
    ...devices.map((group) => handOf('one_device', group, signIns.length, limits)),
    ...chains.map((group) => handOf('one_client', group, signIns.length, limits)),
  ].filter((hand) => hand.members.length >= 2);
}

/** A hand goes from account to account; a pause means somebody else came along. */
function chainsOf(group: readonly SignIn[], gapSec: number): SignIn[][] {
  const chains: SignIn[][] = [];
  for (const one of group) {
    const chain = chains.at(-1);
    if (chain && one.at - known(chain.at(-1)).at <= gapSec * 1000) chain.push(one);
    else chains.push([one]);
  }
  return chains;
}

function handOf(
  kind: Hand['kind'],
  group: readonly SignIn[],
  all: number,
  limits: HandLimits,
): Hand {
  const gaps = group.slice(1).map((one, at) => (one.at - known(group[at]).at) / 1000);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  const spread = Math.sqrt(
    gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / Math.max(1, gaps.length),
  );
  return {
    meeting: known(group[0]).meeting,
    kind,
    metronome: group.length >= limits.evenFewest && mean > 0 && spread / mean <= limits.evenGap,
    meanGapSec: round(mean, 3),
    share: round(group.length / all, 3),
    members: group.map((one) => ({
      subject: one.subject,
      at: one.at,
      device: one.device === undefined ? undefined : digest(one.device),
      source: one.event.source,
      id: one.event.id,
    })),
  };
}
