import { otherDays, valuesOf, type DatedSitting, type Student } from '../sittings/client-term.js';
import type { Use } from '../sittings/client-day.js';
import type { Limits } from './limits.js';

/** Where and with what an exam was sat, against the rest of the student's term. */
export interface Place {
  readonly sitting: DatedSitting;
  /**
   * The machine was never seen on another day, nor was the network, or, of a student whose addresses
   * last, the address: a neighbour's.
   */
  readonly strange: boolean;
  readonly byAddress: boolean;
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
  const nets = valuesOf(sitting.uses, 'net');
  const devices = valuesOf(sitting.uses, machine);
  if (devices.size === 0 || nets.size === 0) return undefined;
  const days = otherDays(student, sitting.day).filter(
    ({ uses }) => valuesOf(uses, machine).size > 0 && valuesOf(uses, 'net').size > 0,
  );
  if (days.length < limit.fewestDays) return undefined;
  const uses = days.flatMap((one) => one.uses);
  const known = valuesOf(uses, machine);
  const agents = valuesOf(uses, 'family');
  const lab = sitting.uses.some((use) => use.lab);
  const byNet = apart(nets, valuesOf(uses, 'net'));
  const byAddress =
    !byNet &&
    strangeAddress(
      sitting.uses,
      days.map((day) => day.uses),
    );
  const own = valuesOf(sitting.uses, 'family');
  return {
    sitting,
    strange: !lab && apart(devices, known) && (byNet || byAddress),
    byAddress,
    strangeAgent: own.size > 0 && agents.size > 0 && apart(own, agents),
    devices,
    nets,
    days: days.length,
    strangeDays: daysOfOneTime(
      days.map((day) => day.uses),
      machine,
    ),
  };
}

/** Where a vendor names no devices, the user agent stands for one. */
const machineMember = ({ days }: Student, { uses }: DatedSitting): 'device' | 'family' =>
  valuesOf(uses, 'device').size > 0 && days.some((day) => valuesOf(day.uses, 'device').size > 0)
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
  for (const uses of days)
    for (const value of valuesOf(uses, member)) seen.set(value, (seen.get(value) ?? 0) + 1);
  return days.filter((uses) => [...valuesOf(uses, member)].some((value) => seen.get(value) === 1))
    .length;
}
