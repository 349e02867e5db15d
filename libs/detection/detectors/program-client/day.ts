import type { AttributedActivity } from '../../detector.js';
import { programOf } from '../../program-agent.js';
import type { EventRef } from '../../signal.js';
import { cite, groupBy, known } from '../reading.js';

/** What programs did with an account on a day, by offering, platform and name. */
export type ProgramUse = readonly Acts[];

export interface Acts {
  readonly offering: string;
  readonly source: string;
  readonly name: string;
  readonly ofApps: boolean;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** A few of them. */
  readonly events: readonly EventRef[];
}

const CITED = 4;

/** Null for nearly everybody. */
export function programUse(events: readonly AttributedActivity[]): ProgramUse | null {
  const acts = events.filter(
    ({ data }) => data.offering !== undefined && programOf(data.client?.userAgent) !== undefined,
  );
  if (acts.length === 0) return null;
  const groups = groupBy(acts, ({ data, source }) =>
    [data.offering, source, programOf(data.client?.userAgent)?.name].join('\n'),
  );
  return [...groups.values()].map((own) => {
    const [first, last] = [known(own[0]), known(own.at(-1))];
    const { name, ofApps } = known(programOf(first.data.client?.userAgent));
    return {
      ...{ offering: known(first.data.offering), source: first.source, name, ofApps },
      ...{ count: own.length, firstAt: first.at, lastAt: last.at },
      events: own.slice(0, CITED).map(cite),
    };
  });
}
