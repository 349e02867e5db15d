import type { Activity } from '../../activity/activity.js';
import type { Baseline, BaselineValue } from './baseline.js';
import { fingerprintText, keepSmallest, medianOf } from './fingerprint.js';
import { cadenceInterval, cadencePlayer, PLATFORM_CADENCE } from './names.js';

/** Accounts looked at per platform and week, sessions per account, beats per session. */
const ACCOUNTS = 128;
const SESSIONS = 12;
const BEATS = 16;
const FEWEST_ACCOUNTS = 10;

interface Session {
  /** Instants of the earliest heartbeats, seconds with milliseconds. */
  readonly beats: readonly number[];
  readonly player: boolean;
}

type Account = Readonly<Record<string, Session>>;

const HEARTBEAT = 'probity.video.heartbeat.v1';
const PLAYER = new Set(
  ['loaded', 'played', 'paused', 'seeked', 'ended'].map((name) => `probity.video.${name}.v1`),
);

/**
 * How a platform's player usually beats, and whether it says more than heartbeats. Medians over
 * accounts, each with one voice: cheats are a few per cent and move no median.
 */
export const platformCadence: Baseline<Account> = {
  name: PLATFORM_CADENCE,
  wants: (type) => type === HEARTBEAT || PLAYER.has(type),
  keyOf: ({ source, account }) =>
    account === undefined ? undefined : `${source}#${fingerprintText(source, account)}`,
  sample: { size: ACCOUNTS, group: (key) => key.slice(0, key.lastIndexOf('#')) },
  fold: (sum = {}, activity) => {
    const name = sessionOf(activity);
    const before = sum[name];
    const after = withEvent(before, activity);
    if (after === before) return sum;
    const next = { ...sum, [name]: after };
    const names = Object.keys(next).sort();
    if (names.length <= SESSIONS) return next;
    if (names[SESSIONS] === name) return sum;
    return Object.fromEntries(Object.entries(next).filter(([one]) => one !== names[SESSIONS]));
  },
  publish: (sums) => {
    const bySource = new Map<string, Account[]>();
    for (const [key, account] of sums) {
      const source = key.slice(0, key.lastIndexOf('#'));
      bySource.set(source, [...(bySource.get(source) ?? []), account]);
    }
    const values: Record<string, BaselineValue> = {};
    for (const [source, accounts] of bySource) Object.assign(values, valuesOf(source, accounts));
    return { n: sums.size, values };
  },
  question: (key) => key,
};

const sessionOf = ({ data, source }: Activity): string =>
  fingerprintText(source, String(data.session ?? ''), String(data.activity ?? ''));

const withEvent = (session: Session | undefined, activity: Activity): Session => {
  const { beats, player } = session ?? { beats: [], player: false };
  if (activity.type !== HEARTBEAT) return player && session ? session : { beats, player: true };
  const kept = keepSmallest(beats, activity.at / 1000, BEATS);
  return kept === beats && session ? session : { beats: kept, player };
};

const valuesOf = (source: string, accounts: readonly Account[]): Record<string, BaselineValue> => {
  const values: Record<string, BaselineValue> = {};
  const watched = accounts
    .map((account) => Object.values(account).filter(({ beats }) => beats.length >= 3))
    .filter((sessions) => sessions.length > 0);
  if (watched.length < FEWEST_ACCOUNTS) return values;
  const n = watched.length;
  const usual = watched.map((sessions) => medianOf(sessions.map(({ beats }) => gapOf(beats))));
  const player = watched.map(
    (sessions) => sessions.filter((session) => session.player).length / sessions.length,
  );
  values[cadenceInterval(source)] = [round(medianOf(usual)), n];
  // The mean over accounts is the share of sessions; one account still has one voice.
  values[cadencePlayer(source)] = [
    round(player.sort((a, b) => a - b).reduce((sum, share) => sum + share, 0) / n),
    n,
  ];
  return values;
};

const gapOf = (beats: readonly number[]): number =>
  medianOf(beats.slice(1).map((beat, at) => beat - (beats[at] as number)));

const round = (value: number): number => Math.round(value * 1000) / 1000;
