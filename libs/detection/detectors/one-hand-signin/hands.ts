import { groupBy, round, known } from '../reading.js';
import { digest, type SignIn } from '../signins.js';

/** Accounts signed in for one meeting in a way that points to one hand. */
export interface Hand {
  readonly meeting: string;
  /** `company`: behind one address and agent, where no device ids tell the phones apart. */
  readonly kind: 'one_device' | 'one_client' | 'company';
  /** Gaps between one account and the next as even as a program's. */
  readonly metronome: boolean;
  readonly meanGapSec: number;
  /** Share of the meeting's sign-ins that came from the same address and user agent. */
  readonly share: number;
  /** Of a company: short name of what it is known by from meeting to meeting. */
  readonly client?: string;
  /** Of a company: share of the meeting's other sign-ins that fall between its first and its last. */
  readonly within?: number;
  /** Of a company: nobody else signed in from its address, so that one of its phones is enough. */
  readonly apart?: boolean;
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
  readonly companyShare: number;
}

/** What a phone is known by where it has no id: its agent, else its address. Undefined of nothing. */
export const clientOf = ({ ip, userAgent }: SignIn): string | undefined => {
  const name = userAgent ?? ip;
  return name === undefined ? undefined : digest(name);
};

/** All groups of one meeting, of two and more; whether they mean anything is concluded later. */
export function handsOf(signIns: readonly SignIn[], limits: HandLimits): Hand[] {
  const timed = signIns.filter((one) => one.event.serverTimed).sort((a, b) => a.at - b.at);
  const clients = groupBy(timed, (one) =>
    // Without an address the agent is the client: of little weight, but for new devices each time.
    one.ip === undefined && one.userAgent === undefined
      ? undefined
      : `${one.ip ?? ''}\n${one.userAgent ?? ''}`,
  );
  const nameless = [...clients.values()].map((group) =>
    group.filter((one) => one.device === undefined),
  );
  const chains = [...clients.values()].flatMap((group) => chainsOf(group, limits.chainGapSec));
  const devices = [...groupBy(signIns, (one) => one.device).values()];
  return [
    ...devices.map((group) => handOf('one_device', group, signIns.length, limits)),
    ...chains.map((group) => handOf('one_client', group, signIns.length, limits)),
    ...nameless
      .filter((group) => group.length >= 2 && group.length <= signIns.length * limits.companyShare)
      .map((group) => companyOf(group, timed, limits)),
  ].filter((hand) => hand.members.length >= 2);
}

function companyOf(group: readonly SignIn[], all: readonly SignIn[], limits: HandLimits): Hand {
  const [first, last] = [known(group[0]).at, known(group.at(-1)).at];
  const between = all.filter(({ at }) => at >= first && at <= last).length - group.length;
  return {
    ...handOf('company', group, all.length, limits),
    client: clientOf(known(group[0])) ?? '',
    apart: isApart(group, all),
    // One more than seen, of one more: nobody in between is no proof that nobody ever would be.
    within: round((between + 1) / (all.length - group.length + 1), 3),
  };
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

/** Behind one address with others of the class, two phones of one model may stand side by side. */
function isApart(group: readonly SignIn[], all: readonly SignIn[]): boolean {
  const ip = known(group[0]).ip;
  return ip !== undefined && all.filter((one) => one.ip === ip).length === group.length;
}
