import { NETWORK_LINE } from '../../baselines/names.js';
import type { Baselines } from '../../detector.js';
import { groupBy, known } from '../reading.js';
import { otherDays, valuesOf, type DatedSitting, type Student } from '../sittings/client-term.js';
import { inRoom, isKnown, studiesWith, type Group } from './groups.js';
import type { Limits } from './limits.js';

type Terms = ReadonlyMap<string, Student>;

/**
 * Rooms off the campus where several sat one exam at once, a machine each: nobody of the class is there on any other
 * day, and no one's machine is known from his own term. `own`: first sittings of one exam, a student each.
 */
export function roomsOf(own: readonly DatedSitting[], terms: Terms, limit: Limits): Group[] {
  const outside = own.filter(({ kind, uses }) => kind === 'exam' && uses.every(isOutside));
  const lines = groupBy(
    outside.flatMap((one) =>
      [...valuesOf(one.uses, 'address')].map((address) => [address, one] as const),
    ),
    ([address]) => address,
  );
  return [...lines].flatMap(([address, all]) => {
    const strangers = all
      .map(([, one]) => one)
      .filter((one) => isStranger(one, terms.get(one.subject)));
    const room = roomOf(address, strangers, terms, limit);
    return room === undefined || inRoom(room, own, limit) ? [] : [room];
  });
}

const isOutside = ({ ground }: DatedSitting['uses'][number]): boolean => ground === 'line';

function roomOf(
  address: string,
  strangers: readonly DatedSitting[],
  terms: Terms,
  limit: Limits,
): Group | undefined {
  const sittings = [...strangers].sort(
    (a, b) => a.from - b.from || (a.subject < b.subject ? -1 : 1),
  );
  if (sittings.length < limit.fewestRoom) return undefined;
  if (!sittings.every((one, at) => at === 0 || one.from < known(sittings[at - 1]).to))
    return undefined;
  if ([...terms.values()].some((student) => studiesWith(student, 'address', address)))
    return undefined;
  const { assessment, kind } = known(sittings[0]);
  return {
    ...{ assessment, kind, by: 'room', sittings, owned: false },
    strangers: sittings.map(({ subject }) => subject),
    ...{ handOvers: 0, overlaps: sittings.length - 1 },
  };
}

/** Neither a device nor a user agent of the sitting is one of the student's other days, where both are known. */
function isStranger({ uses, day }: DatedSitting, student: Student | undefined): boolean {
  if (!isKnown(student, 'address', new Set([day])) || !isKnown(student, 'agent', new Set([day])))
    return false;
  const others = otherDays(known(student), day).flatMap((one) => one.uses);
  const agents = valuesOf(uses, 'agent');
  return (
    agents.size > 0 &&
    (['device', 'agent'] as const).every((member) => {
      const own = valuesOf(others, member);
      return [...valuesOf(uses, member)].every((value) => !own.has(value));
    })
  );
}

/** A café, or a laboratory that nobody registered, has many more accounts in a week than sat there. */
export function publicRoom(
  { sittings }: Group,
  baselines: Baselines,
  limit: Limits,
): { readonly open: boolean; readonly cites: readonly string[] } {
  const cites: string[] = [];
  let most = 0;
  for (const { uses, from } of sittings)
    for (const { net } of uses) {
      const told = baselines.read(NETWORK_LINE, net, from);
      if (!told || told.n === 0) continue;
      cites.push(told.cite);
      most = Math.max(most, told.value);
    }
  return { open: most > limit.household, cites };
}
