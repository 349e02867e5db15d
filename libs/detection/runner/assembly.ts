import type { LedgerEvent, LedgerPosition } from '../../activity/activity-ledger.js';
import { BaselineKeeper } from '../baselines/baseline-keeper.js';
import { BaselineView } from '../baselines/baseline-view.js';
import { weeksBy } from '../baselines/iso-week.js';
import { localDayIn } from '../local-day.js';
import type { Policy } from '../policy/policy.js';
import { FeedTally } from '../quality/feed-tally.js';
import { Attribution } from './attribution.js';
import { BaselinePublisher } from './baseline-publisher.js';
import { Buckets } from './buckets.js';
import type { DirtyMark } from './detection-state.js';
import { DirtyMarks } from './dirty-marks.js';
import { EventLoader } from './event-loader.js';
import { JudgedBy } from './judged-by.js';
import { LedgerPages } from './ledger-pages.js';
import { Letters } from './letters.js';
import { Interest } from './interest.js';
import { Judging } from './measuring.js';
import { MeetingPlaces } from './meeting-places.js';
import { OwnState } from './own-state.js';
import { PageTaker } from './page-taker.js';
import { Partitions } from './partitions.js';
import { Plan } from './plan.js';
import type { RunnerPorts } from './ports.js';
import { Publishing } from './publishing.js';
import { Regimes } from './regimes.js';
import { RosterKeys } from './roster-keys.js';
import { RosterMarks } from './roster-marks.js';
import { Rounds } from './rounds.js';
import { SignalWriter } from './signal-writer.js';
import { StoreNews } from './store-news.js';
import { asSet } from './variants.js';
import { TouchedKeys } from './touched-keys.js';
import { WindowJudge } from './window-judge.js';
import { WindowMeasurer } from './window-measurer.js';

/** About 1 KiB each, and as much again before it is collected. */
const CACHED_EVENTS = 20_000;

/** What the parts tell the runner, and ask of it. */
export interface AssemblyHooks {
  readonly mark: (marks: readonly DirtyMark[]) => Promise<void>;
  readonly position: () => LedgerPosition;
}

export type Assembly = ReturnType<typeof assemble>;

/** Makes the runner's parts and joins them. */
export const assemble = (ports: RunnerPorts, { mark, position }: AssemblyHooks) => {
  const { signals, store, clock, ledger, policy, pseudonym, baselines: definitions } = ports;
  const localDay = localDayIn(ports.timeZone);
  const weekOf = weeksBy(localDay);
  const letters = new Letters(ports.deadLetters, clock);
  const partitions = new Partitions(ports.partitions ?? 1);
  const state = new OwnState(ports.state, partitions);
  const attribution = new Attribution(ports.decode, ports.roster);
  const unreadable = (event: LedgerEvent, error: unknown) =>
    letters.unreadable(event.position, error);
  const history = ports.history ?? [{ policy, from: -Infinity }];
  const regimes = new Regimes(ports.detectors, history, ports.roster);
  const plan = new Plan(regimes.variants, asSet(policy));
  const judgedBy = new JudgedBy(regimes.fingerprint, plan, definitions);
  const view = new BaselineView(definitions, weekOf, pseudonym);
  const shared = { ...ports, plan, localDay, attribution, unreadable };
  const parts = {
    buckets: new Buckets(ports.cachedEvents ?? CACHED_EVENTS),
    marks: new DirtyMarks(),
    touched: new TouchedKeys(),
  };
  const writer = new SignalWriter(store, signals, clock);
  const loader = new EventLoader(shared);
  const keeper = new BaselineKeeper({
    ...{ definitions, state: ports.state, view, weekOf, pseudonym },
    closingAccounts: policy.baselines.closingAccounts,
    latenessMs: policy.baselines.latenessHours * 3_600_000,
  });
  const feeds = new FeedTally(ports.state);
  const publisher = new BaselinePublisher(store, view, clock);
  const rosterKeys = new RosterKeys(plan, ports.roster);
  const publishing = new Publishing({ state, keeper, view, publisher, rosterKeys, mark });
  const judgingBy = (one: Policy) =>
    new Judging({
      ...{ plan, roster: ports.roster, localDay, baselines: view },
      policy: asSet(one),
      failed: (detector, error) => letters.failed(detector, error, position()),
      overfull: (ref) => letters.overfull(ref, position()),
    });
  const judging = judgingBy(policy);
  const judges = regimes.list.map((one) => ({ ...one, judging: judgingBy(one.policy) }));
  const places = new MeetingPlaces({ ...shared, loader });
  const measurer = new WindowMeasurer({ ...parts, state, loader, judging });
  const windows = new WindowJudge({
    ...{ ...parts, state, signals, measurer, plan, writer },
    regimes: judges,
  });
  const interest = new Interest({ state, plan, roster: ports.roster });
  return {
    ...parts,
    ...{ localDay, letters, partitions, state, plan, judgedBy, view, writer, loader },
    ...{ keeper, feeds, publisher, publishing, rosterKeys },
    pages: new LedgerPages(ledger, interest),
    taker: new PageTaker({ ...shared, ...parts, state, interest, keeper, feeds }),
    roster: new RosterMarks({ ...shared, state, loader, places, rosterKeys }),
    windows,
    rounds: new Rounds({ ...parts, windows }),
    news: new StoreNews({
      ...{ store, signals, definitions, state, view, keeper, writer, publisher, publishing, mark },
    }),
  };
};
