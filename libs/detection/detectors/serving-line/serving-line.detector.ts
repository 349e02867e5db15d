import type {
  AttributedActivity,
  Detector,
  JudgeContext,
  Measured,
  MeasureContext,
} from '../../detector.js';
import type { Finding } from '../../signal.js';
import { placeOf } from '../presence/presence.js';
import { clientText, groupBy, limitsOf } from '../reading.js';
import { concludeShared } from '../shared-device/conclude.js';
import { defaults, SERVED_TYPES, type DeviceUse } from '../shared-device/day.js';
import { useOf } from '../shared-device/use.js';
import { digest } from '../signins.js';

/** A day of one unregistered address: what each kind of client on it served. */
type LineDay = readonly { readonly agent: string; readonly use: DeviceUse }[];

/**
 * A helper without a lasting device id: one user agent at one address outside the university, where
 * few others are, that serves one course each of several accounts.
 */
export const servingLine: Detector<LineDay> = {
  name: 'serving-line',
  version: '2',
  violation: 'account_lending',
  group: 'device',
  key: 'address',
  types: SERVED_TYPES,
  window: 'day',
  defaults,
  measure,
  conclude,
};

const MOST_AGENTS = 24;

function measure(events: readonly AttributedActivity[], context: MeasureContext): LineDay | null {
  const lines = events.filter((one) => placeOf(clientText(one, 'ip'), context)?.kind === 'line');
  const byAgent = [...groupBy(lines, (one) => clientText(one, 'userAgent'))];
  if (byAgent.length === 0) return null;
  return byAgent
    .slice(0, MOST_AGENTS)
    .map(([agent, own]) => ({ agent: digest(agent), use: useOf(own, context) }));
}

function conclude(days: readonly Measured<LineDay>[], context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const uses = days.flatMap(({ window, measure: own }) =>
    own.map(({ agent, use }) => ({ agent, window, measure: use })),
  );
  const everybody = new Set(
    uses.flatMap(({ measure: use }) => use.users.map((one) => one.subject)),
  );
  const findings = [...groupBy(uses, ({ agent }) => agent).values()].flatMap((own) =>
    concludeShared(own, context, 'line'),
  );
  const accused = new Set(findings.map(({ subject }) => subject)).size;
  // Many others at the address make it a cafe, a company or a forgotten laboratory.
  return everybody.size > Math.max(limit.household, 2 * accused) ? [] : findings;
}
