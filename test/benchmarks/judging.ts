import { createHash } from 'node:crypto';
import type { IncomingEvent } from '../../libs/activity/activity-ledger.js';
import { decodeActivity } from '../../libs/activity/decode.js';
import type { AttributedActivity, ReferenceData } from '../../libs/detection/detector.js';
import { windowOf } from '../../libs/detection/judge.js';
import { ownerFor } from '../../libs/detection/keys.js';
import { localDayIn } from '../../libs/detection/local-day.js';
import { DEFAULT_POLICY } from '../../libs/detection/policy/default-policy.js';
import { DETECTORS } from '../../libs/detection/registry.js';
import type { WindowRef } from '../../libs/detection/runner/detection-state.js';
import { Judging, type JudgingPorts } from '../../libs/detection/runner/measuring.js';
import { Plan } from '../../libs/detection/runner/plan.js';
import type { RosterView } from '../../libs/roster/roster-view.js';
import { perSecond } from './rounds.js';

interface Window extends WindowRef {
  readonly events: AttributedActivity[];
}

const localDay = localDayIn('Asia/Shanghai');

/** Events per second through every detector's measures: windows are gathered and in memory. */
export const measureDecoded = async (
  payload: readonly IncomingEvent[],
  roster: ReferenceData,
): Promise<number> => {
  const plan = new Plan(DETECTORS, DEFAULT_POLICY);
  const windows = windowsOf(payload, roster, plan);
  const failed: JudgingPorts['failed'] = (_, error) => {
    throw error;
  };
  const baselines = undefined as never; // Only conclusions read baselines.
  const judging = new Judging({
    ...{ plan, roster, baselines, localDay, failed, policy: DEFAULT_POLICY },
  });
  return perSecond(payload.length, () => {
    for (const window of windows) judging.measure(window, window.events);
  });
};

const windowsOf = (
  payload: readonly IncomingEvent[],
  roster: RosterView,
  plan: Plan,
): readonly Window[] => {
  const windows = new Map<string, Window>();
  for (const event of payload) {
    const activity = decodeActivity(event, 'server');
    const standing = roster.ownerOf(event.source, event.account ?? '', event.time);
    if (standing.kind !== 'student') throw new Error('the roster names every student');
    const attributed = { ...activity, subject: standing.subject };
    for (const { kind, span } of plan.routesOf(event.type)) {
      const key = kind === 'subject' ? 'student' : kind;
      const owner = ownerFor(key, activity, attributed.subject, pseudonym);
      if (owner === undefined) continue;
      const window = windowOf({ window: span }, activity.at, localDay);
      const place = `${owner}\n${window}`;
      const known = windows.get(place) ?? { owner, window, events: [] };
      known.events.push(attributed);
      windows.set(place, known);
    }
  }
  return [...windows.values()];
};

const pseudonym = (kind: string, value: string): string =>
  createHash('md5').update(`${kind}:${value}`).digest('hex');
