import type { Client } from '../../../activity/activity.js';
import { MutableRosterView } from '../../../roster/mutable-roster-view.js';
import type { MeetingRow, NetworkRow, OfferingRow } from '../../../roster/roster-rows.js';
import type { AttributedActivity, Baselines, Detector, JudgeContext } from '../../detector.js';
import { judge } from '../../judge.js';
import { localDayIn } from '../../local-day.js';
import { DEFAULT_POLICY } from '../../policy/default-policy.js';
import type { Finding } from '../../signal.js';
import { expectReadable } from './readable.js';

/** Monday of the first teaching week, 08:00 in Xining. */
export const MONDAY_8 = Date.parse('2026-03-02T08:00:00+08:00');
export const SEC = 1000;
export const MIN = 60 * SEC;
export const HOUR = 60 * MIN;
export const DAY = 24 * HOUR;

/** Evidence that makes a case under the default policy: prior 0.01, threshold 0.9. */
export const CASE_LLR = Math.log(0.9 / 0.1) - Math.log(0.01 / 0.99);

export const CAMPUS = '10.1.0.7';
export const DORMITORY = '10.2.0.7';
export const LAB = '10.3.0.7';
export const MOBILE = '10.4.0.7';
export const VPN = '10.5.0.7';

const NETWORKS: readonly NetworkRow[] = [
  { cidr: '10.1.0.0/16', kind: 'campus', place: 'teaching buildings' },
  { cidr: '10.2.0.0/16', kind: 'dormitory', place: 'dormitory 3' },
  { cidr: '10.3.0.0/16', kind: 'lab', place: 'computer room 2' },
  { cidr: '10.4.0.0/16', kind: 'mobile', place: null },
  { cidr: '10.5.0.0/16', kind: 'vpn', place: null },
];

export function given(
  offerings: readonly OfferingRow[] = [],
  meetings: readonly MeetingRow[] = [],
) {
  const roster = new MutableRosterView();
  const nothing = () => undefined;
  roster.apply({ type: 'NetworksUpserted', data: { rows: NETWORKS } }, nothing, nothing);
  roster.apply({ type: 'OfferingsUpserted', data: { rows: offerings } }, nothing, nothing);
  roster.apply({ type: 'MeetingsUpserted', data: { rows: meetings } }, nothing, nothing);
  return roster;
}

/** The judge's answer for the events of one key, with the detector's own parameters. */
export function whenJudged(
  detector: Detector,
  events: readonly AttributedActivity[],
  roster = given(),
  baselines: Baselines = { read: () => undefined },
): readonly Finding[] {
  const findings = judge(detector, events, contextOf(detector, roster, baselines));
  findings.forEach(expectReadable);
  return findings;
}

export const contextOf = (
  { defaults }: Detector,
  roster: JudgeContext['roster'],
  baselines: Baselines,
): JudgeContext => ({
  roster,
  parameters: defaults,
  localDay: localDayIn('Asia/Shanghai'),
  key: '',
  baselines,
  feeds: { next: () => undefined },
  review: DEFAULT_POLICY.review,
});

/** Whether some finding is strong enough for a case by itself. */
export const accused = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.llr >= CASE_LLR);

let serial = 0;

export interface EventParts {
  readonly subject?: string;
  readonly source?: string;
  readonly offering?: string;
  readonly activity?: string;
  readonly at: number;
  /** What the event claims; `at` where it is the server's own. */
  readonly time?: number;
  readonly serverTimed?: boolean;
  readonly client?: Client;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An event as the runner hands it over; `type` without prefix and version. */
export function event(type: string, parts: EventParts): AttributedActivity {
  const { subject = 's1', source = 'chaoxing', offering = 'CS101', at, serverTimed = true } = parts;
  const time = parts.time ?? at;
  return {
    source,
    id: `e-${++serial}`,
    type: `probity.${type}.v1`,
    account: subject,
    subject,
    time,
    timeText: Number.isFinite(time) && Math.abs(time) < 8e15 ? new Date(time).toISOString() : '',
    recorded: serverTimed ? at : undefined,
    at,
    serverTimed,
    data: { offering, activity: parts.activity, client: parts.client, ...parts.data },
  };
}

export interface Watching extends Omit<EventParts, 'at' | 'time' | 'data'> {
  readonly from: number;
  readonly lengthSec: number;
  /** Video seconds per wall-clock second. */
  readonly speed?: number;
  /** What the client says of it. */
  readonly declared?: number;
  readonly cadenceSec?: number;
  readonly recordedAs?: (time: number) => number;
}

/** A video watched from begin to end: loaded, played, heartbeats, ended, completed. */
export function watching(how: Watching): AttributedActivity[] {
  const { from, lengthSec, speed = 1, cadenceSec = 30, declared = speed } = how;
  const recordedAs = how.recordedAs ?? ((time: number) => time + 200);
  const one = (type: string, time: number, data: object) =>
    event(type, { ...how, at: recordedAs(time), time, data: { ...data, lengthSec } });
  const events = [one('video.played', from, { positionSec: 0, rate: declared })];
  const wall = lengthSec / speed;
  for (let sec = cadenceSec; sec < wall; sec += cadenceSec)
    events.push(
      one('video.heartbeat', from + sec * SEC, { positionSec: sec * speed, rate: declared }),
    );
  const end = from + wall * SEC;
  events.push(one('video.ended', end, { positionSec: lengthSec, rate: declared }));
  events.push(one('video.completed', end + 100, { progress: 1 }));
  return events;
}
