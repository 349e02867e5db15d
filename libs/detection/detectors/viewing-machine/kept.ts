import { isInside, type MachineDay, type MachineWork } from './day.js';

/** A student's day as it is kept: rows without names. The day's first instant in milliseconds; others count from it. */
export type KeptMachines = readonly [at: number, machines: readonly KeptMachine[]];

type KeptMachine = readonly [
  source: string,
  device: string,
  agent: string,
  net: string,
  /** The ground's place in GROUNDS, twice; and one where it signed in to a meeting. */
  traits: number,
  firstMs: number,
  lastMs: number,
  meanwhile: number,
  ...work: KeptWork[],
];

type KeptWork = readonly [
  offering: string,
  videos: number,
  others: number,
  pages: number,
  ...ids: string[],
];

const GROUNDS: readonly MachineDay['ground'][] = ['none', 'campus', 'dormitory', 'lab', 'line'];

export function kept(days: readonly MachineDay[]): KeptMachines {
  const at = days.reduce((least, { firstAt }) => Math.min(least, firstAt), Infinity);
  const rows = days.map((one): KeptMachine => [
    one.source,
    one.device,
    one.agent,
    one.net,
    2 * GROUNDS.indexOf(one.ground) + Number(one.attends),
    one.firstAt - at,
    one.lastAt - at,
    one.meanwhile,
    ...one.work.map(({ offering, videos, others, pages, events }): KeptWork => [
      offering,
      videos,
      others,
      pages,
      ...events.map(({ id }) => id),
    ]),
  ]);
  return [at, rows];
}

export function machinesKept([at, rows]: KeptMachines): readonly MachineDay[] {
  return rows.map((row): MachineDay => {
    const [source, device, agent, net, traits, firstMs, lastMs, meanwhile, ...work] = row;
    return {
      ...{ source, device, agent, net },
      ground: GROUNDS[traits >> 1] ?? 'none',
      attends: (traits & 1) === 1,
      ...{ meanwhile, firstAt: at + firstMs, lastAt: at + lastMs },
      work: work.map((one) => workKept(one, source)),
    };
  });
}

/** Videos by course at spots outside the university of that one course alone, from the rows as they are. */
export function videosPlayedAway([, rows]: KeptMachines): readonly (readonly [string, number])[] {
  const played: (readonly [string, number])[] = [];
  for (const [, , , , traits, , , , ...work] of rows) {
    const ground = GROUNDS[traits >> 1] ?? 'none';
    if ((traits & 1) === 1 || isInside({ ground })) continue;
    const [first, ...others] = work;
    // A course's work of one spot is one row.
    if (first && others.length === 0 && first[2] === 0) played.push([first[0], first[1]]);
  }
  return played;
}

const workKept = (
  [offering, videos, others, pages, ...ids]: KeptWork,
  source: string,
): MachineWork => ({
  ...{ offering, videos, others, pages },
  events: ids.map((id) => ({ source, id })),
});
