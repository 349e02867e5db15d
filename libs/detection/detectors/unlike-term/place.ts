import {
  inLaboratory,
  otherDays,
  valuesOf,
  type DatedSitting,
  type Student,
} from '../sittings/client-term.js';
import type { Ground, Use } from '../sittings/client-day.js';
import type { Limits } from './limits.js';

/**
 * Where a machine that the term does not know stood: on a line or behind a registered VPN or carrier that
 * it does not know either; on the university's ground where the student never is; in a neighbour's room;
 * `untold`, where the vendor tells no addresses and the machine alone is known to be another.
 */
export type StrangePlace = 'line' | 'vpn' | 'mobile' | 'ground' | 'neighbour' | 'untold';

/** Where and with what a sitting was written, against the rest of the student's term. */
export interface Place {
  readonly sitting: DatedSitting;
  /** Undefined where machine or network are known from another day. */
  readonly strange: StrangePlace | undefined;
  /** Nor the kind of browser and system. */
  readonly strangeAgent: boolean;
  /** Devices and networks of the sitting. */
  readonly devices: ReadonlySet<string>;
  readonly nets: ReadonlySet<string>;
  /** Other days of the term, and those of them with a machine seen on no other. */
  readonly days: number;
  readonly strangeDays: number;
}

/** Undefined while the term or the sitting tells too little. */
export function placeOf(student: Student, sitting: DatedSitting, limit: Limits): Place | undefined {
  const machine = machineMember(student, sitting);
  const devices = valuesOf(sitting.uses, machine);
  const nets = valuesOf(sitting.uses, 'net');
  if (devices.size === 0) return undefined;
  const told = otherDays(student, sitting.day).filter(
    ({ uses }) => valuesOf(uses, machine).size > 0,
  );
  const placed = told.filter(({ uses }) => valuesOf(uses, 'net').size > 0);
  // A vendor's platform tells addresses or does not; a single sitting without is a fault of the feed.
  const blind = nets.size === 0 && placed.length === 0 && machine === 'device';
  const days = (blind ? told : placed).map(({ uses }) => uses);
  if ((nets.size === 0 && !blind) || days.length < limit.fewestDays) return undefined;
  const uses = days.flat();
  const agents = valuesOf(uses, 'family');
  const lab = inLaboratory(sitting);
  const handed = lab ? [] : handedOver(sitting.uses, uses, machine);
  const own = valuesOf(handed.length > 0 ? handed : sitting.uses, 'family');
  const whole = !lab && apart(devices, valuesOf(uses, machine));
  const place = {
    sitting,
    strangeAgent: own.size > 0 && agents.size > 0 && apart(own, agents),
    days: days.length,
    strangeDays: daysOfOneTime(days, machine),
  };
  if (handed.length === 0 || whole)
    return {
      ...place,
      devices,
      nets,
      strange: whole ? strangePlace(sitting.uses, days, blind) : undefined,
    };
  const part = { devices: valuesOf(handed, machine), nets: valuesOf(handed, 'net') };
  return { ...place, ...part, strange: 'line' };
}

/**
 * Begun on the own machine and carried on with one that the term does not know, on a line that it does
 * not know either: somebody else takes over. Whose connection fails goes on with the own phone on its
 * carrier, or with what stands in the same room.
 */
const handedOver = (
  own: readonly Use[],
  known: readonly Use[],
  machine: 'device' | 'family',
): readonly Use[] => {
  const [machines, nets] = [valuesOf(known, machine), valuesOf(known, 'net')];
  return own.filter(
    (use) =>
      use.ground === 'line' &&
      ![...valuesOf([use], machine), ...valuesOf([use], 'net')].some(
        (value) => machines.has(value) || nets.has(value),
      ) &&
      valuesOf([use], machine).size > 0 &&
      valuesOf([use], 'net').size > 0,
  );
};

function strangePlace(
  own: readonly Use[],
  days: readonly (readonly Use[])[],
  blind: boolean,
): StrangePlace | undefined {
  if (blind) return 'untold';
  if (!apart(valuesOf(own, 'net'), valuesOf(days.flat(), 'net')))
    return strangeAddress(own, days) ? 'neighbour' : undefined;
  const grounds = new Set(own.map(({ ground }) => ground));
  return AWAY.find((away) => grounds.has(away)) ?? 'ground';
}

const AWAY = ['line', 'vpn', 'mobile'] as const satisfies readonly Ground[];

/** Where a vendor names no devices, or on the day of the exam only, the user agent stands for one. */
const machineMember = (student: Student, { uses, day }: DatedSitting): 'device' | 'family' =>
  valuesOf(uses, 'device').size > 0 &&
  otherDays(student, day).some((other) => valuesOf(other.uses, 'device').size > 0)
    ? 'device'
    : 'family';

const apart = (some: ReadonlySet<string>, known: ReadonlySet<string>): boolean =>
  [...some].every((value) => !known.has(value));

/** Share of the days on an address of several days, from which on addresses last. */
const LASTING = 0.7;

function strangeAddress(own: readonly Use[], days: readonly (readonly Use[])[]): boolean {
  const addresses = valuesOf(own, 'address');
  if (addresses.size === 0 || own.some(({ address }) => address === '')) return false;
  const told = days.filter((uses) => valuesOf(uses, 'address').size > 0);
  const single = daysOfOneTime(told, 'address');
  return (
    apart(addresses, valuesOf(days.flat(), 'address')) &&
    told.length - single >= Math.max(3, told.length * LASTING)
  );
}

/** Days with a machine (or an address) that no other day has: nameless windows, cafés, borrowed machines. */
function daysOfOneTime(
  days: readonly (readonly Use[])[],
  member: 'device' | 'family' | 'address',
): number {
  const seen = new Map<string, number>();
  // A laboratory's seat is another one each day, and nobody's own.
  const own = days.map((uses) =>
    valuesOf(
      uses.filter(({ ground }) => ground !== 'lab'),
      member,
    ),
  );
  for (const values of own) for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
  return own.filter((values) => [...values].some((value) => seen.get(value) === 1)).length;
}
