import type { Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, round } from '../reading.js';
import { counted } from '../wording.js';
import type { Limits, PlacesDay } from './day.js';
import type { SharedSession } from './sessions.js';

type Days = readonly Measured<PlacesDay>[];

/** What one copy of the account's sessions did over the term. */
interface Copy {
  readonly sessions: readonly SharedSession[];
  readonly days: number;
  readonly returns: number;
  /** Both sides name one device: a copy of all a browser keeps, or a proxy for some of its requests. */
  readonly oneDevice: boolean;
  /** Times such days took turns with days on which the device played the platform's videos in one place. */
  readonly turns: number;
}

/** One finding per offering in which a copied session was at work. */
export function concludeSessions(days: Days, limit: Limits): readonly Finding[] {
  const subject = known(days[0]?.subject);
  const shared = days.flatMap(({ window, measure }) =>
    (measure.sessions ?? []).map((session) => ({ session, window })),
  );
  if (shared.length === 0) return [];
  const byGuest = groupBy(shared, ({ session: { owner, guest, net } }) =>
    owner === guest ? `${guest} ${net}` : guest,
  );
  const copies = [...byGuest.values()].flatMap((own) => {
    const sessions = own.map(({ session }) => session);
    const windows = own.map(({ window }) => window);
    return copyOf(sessions, windows, days, limit) ?? [];
  });
  const byOffering = new Map<string, { copy: Copy; llr: number }>();
  for (const copy of copies)
    for (const offering of new Set(copy.sessions.flatMap(({ offerings }) => offerings))) {
      const llr = weigh(copy);
      if (llr > (byOffering.get(offering)?.llr ?? 0)) byOffering.set(offering, { copy, llr });
    }
  return [...byOffering]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([offering, { copy, llr }]) => findingOf(subject, offering, copy, llr, limit));
}

/** Undefined where the guest is known from elsewhere: it signs in itself, or is at home with the others. */
function copyOf(
  sessions: readonly SharedSession[],
  windows: readonly string[],
  days: Days,
  limit: Limits,
): Copy | undefined {
  const { guest, owner, source } = known(sessions[0]);
  const oneDevice = guest === owner;
  const shared = new Set(windows);
  const using = days.flatMap(({ window, measure }) =>
    measure.devices
      .filter(({ device }) => device === guest)
      .map((device) => ({ window, device, mixed: shared.has(window) })),
  );
  // An agent names a kind of machine: only where the guest was does it stand for the guest.
  const nets = new Set(sessions.map((one) => one.net));
  const there = using.filter(({ device }) => device.nets.some((one) => nets.has(one)));
  // On some days the owner may have sat at a machine of the same kind: the sign-in was there.
  const passing = (day: string): boolean =>
    days.some(
      ({ window, measure }) =>
        window === day &&
        measure.sessions?.some((one) => one.owner === guest && nets.has(one.net)) === true,
    );
  const isKnown = oneDevice
    ? there.some(({ mixed }) => !mixed)
    : there.some(({ window, device }) => device.guest !== true && !passing(window)) ||
      othersOn(nets, guest, days);
  if (isKnown) return undefined;
  const told = sessions.filter(({ returns }) => returns > 0);
  const toldDays = new Set(windows.filter((_, at) => known(sessions[at]).returns > 0)).size;
  const returns = told.reduce((sum, one) => sum + one.returns, 0);
  if (toldDays < limit.days || returns < limit.clashes) return undefined;
  const playing = using
    .filter(({ mixed, device }) => mixed || device.plays?.includes(source))
    .sort((a, b) => (a.window < b.window ? -1 : 1));
  const turns = playing.filter((one, at) => at > 0 && playing[at - 1]?.mixed !== one.mixed).length;
  return { sessions: told, days: toldDays, returns, oneDevice, turns };
}

const othersOn = (nets: ReadonlySet<string>, guest: string, days: Days): boolean =>
  days.some(({ measure }) =>
    measure.devices.some(
      ({ device, nets: own }) => device !== guest && own.some((one) => nets.has(one)),
    ),
  );

/**
 * Argued, not fitted. One session in two clients at once, in two places, the second of which never signs
 * in: nobody's phone and laptop, which sign in each for itself. What a platform that mixes up its sessions
 * leaves stays below a case (2, 1.5 a day); from three days on it is one, more so by the number of returns. Where both name one
 * device, a proxy may carry some of a browser's requests (the player's) and not others: 1, 1 a day, 6 at
 * most unless such days took turns with days on which the same device played the same platform's videos in
 * one place, as with a proxy set up once they do not; 8 then.
 */
function weigh({ days, returns, oneDevice, turns }: Copy): number {
  if (!oneDevice) return round(Math.min(12, 2 + 1.5 * days + Math.min(2, 0.1 * returns)), 3);
  const most = turns >= TURNS ? 8 : 6;
  return round(Math.min(most, 1 + days + Math.min(1, 0.05 * returns)), 3);
}

const TURNS = 4;

function findingOf(
  subject: string,
  offering: string,
  copy: Copy,
  llr: number,
  limit: Limits,
): Finding {
  const { days, returns } = copy;
  const sessions = copy.sessions.filter((one) => one.offerings.includes(offering));
  return {
    anchor: `session ${offering}`,
    subject,
    offering,
    llr,
    events: citations(sessions.flatMap(({ events }) => events)),
    numbers: [
      { name: 'clashes', value: returns, threshold: limit.clashes, unit: 'events' },
      { name: 'days', value: days, threshold: limit.days, unit: 'days' },
    ],
    reason: {
      zh: `有 ${days} 天，同一次登录的会话同时在两个地点使用，共来回 ${returns} 次；第二处从未自行登录，如同登录凭证（cookie）被复制到别处。`,
      en: `On ${counted(days, 'day')} one and the same session was at work in two places at once, back and forth ${counted(returns, 'time')}; the second never signed in itself, as when what a sign-in left behind is copied elsewhere.`,
    },
    innocent: copy.oneDevice ? [PROXY, MOVED] : [OWN_DEVICES, MOVED],
    firstAt: sessions.reduce((least, { firstAt }) => Math.min(least, firstAt), Infinity),
    lastAt: sessions.reduce((most, { lastAt }) => Math.max(most, lastAt), -Infinity),
    baselines: [],
    population: [{ name: 'own_term', of: '', n: days }],
  };
}

const PROXY: InnocentExplanation = {
  name: 'vpn',
  tested:
    'registered VPN and carrier addresses, and addresses of the other family, tell no place; the place must be absent on other days of the device, on which it plays videos of that platform, too',
  outcome: 'possible',
};

const OWN_DEVICES: InnocentExplanation = {
  name: 'own_second_machine',
  tested:
    "a device that ever signs in itself, or ever shares a network with the account's others, is left out",
  outcome: 'excluded',
};

const MOVED: InnocentExplanation = {
  name: 'changed_network',
  tested: 'a session that goes over to another network goes once; each day must go back and forth',
  outcome: 'excluded',
};
