import { createHash } from 'node:crypto';
import type { Activity } from '../../../libs/activity/activity.js';
import { decodeActivity } from '../../../libs/activity/decode.js';
import type { BaselineView } from '../../../libs/detection/baselines/baseline-view.js';
import type { ReferenceData } from '../../../libs/detection/detector.js';
import type { Pseudonym } from '../../../libs/detection/keys.js';
import { localDayIn } from '../../../libs/detection/local-day.js';
import { DEFAULT_POLICY } from '../../../libs/detection/policy/default-policy.js';
import { RosterInMemory } from '../../../libs/roster/testing/roster-in-memory.js';
import { TermBaselines } from '../../simulator/evaluation/term-baselines.js';
import { simulate, type SimulationOptions } from '../../simulator/simulate.js';

export const localDay = localDayIn('Asia/Shanghai');

const pseudonyms = new Map<string, string>();

/** Remembered, as the product remembers its own. */
export const pseudonym: Pseudonym = (kind, value) => {
  const name = `${kind}:${value}`;
  const known = pseudonyms.get(name) ?? createHash('md5').update(name).digest('hex');
  pseudonyms.set(name, known);
  return known;
};

/** A simulated semester, cheats included: decoded events as vendors sent them, and the roster. */
export interface Payload {
  readonly activities: readonly Activity[];
  readonly roster: ReferenceData;
}

export const semesterPayload = async (options: SimulationOptions): Promise<Payload> => {
  const simulation = simulate(options);
  const roster = new RosterInMemory();
  await roster.put(simulation.roster);
  const activities: Activity[] = [];
  for (const event of simulation.events) {
    const raw = Buffer.from(JSON.stringify(event));
    const clock = roster.view.sourceClock(event.source);
    activities.push(decodeActivity({ raw, mode: 'structured' }, clock));
  }
  return { activities, roster: roster.view };
};

/** The product's baselines over the whole semester, folded and published as the runner does it. */
export const publishedBaselines = async ({ activities }: Payload): Promise<BaselineView> => {
  const baselines = new TermBaselines(DEFAULT_POLICY, localDay, pseudonym);
  await baselines.collect(activities);
  await baselines.publish();
  return baselines.view;
};
