import type { Random } from '../random.js';
import type { City } from './campus.js';
import type { Device } from './devices.js';
import type { SimOffering } from './offerings.js';
import type { Trait } from './traits.js';

export interface SimStudent {
  readonly index: number;
  readonly number: string;
  readonly name: string;
  readonly college: string;
  readonly traits: ReadonlySet<Trait>;
  /** Administrative class: same timetable, neighbouring rooms. */
  readonly klass: number;
  readonly dormitory: number;
  readonly room: number;
  readonly home: City;
  readonly phone: Device;
  /** In use from a drawn day on, by those who replace theirs. */
  readonly newPhone: { readonly device: Device; readonly fromDay: number } | undefined;
  readonly laptop: Device;
  readonly newLaptop: { readonly device: Device; readonly fromDay: number } | undefined;
  /** Favourite speed of watching. */
  readonly speed: number;
  /** Share of the week's work that gets done. */
  readonly diligence: number;
  /** Share of meetings attended, before the limit that everybody keeps. */
  readonly attends: number;
  /** Ability on the scale of the items' difficulty. */
  readonly ability: number;
  /** Multiplies the time that an item takes. */
  readonly pace: number;
  /** Share of sessions that begin between midnight and six. */
  readonly nightShare: number;
  /** Looks at the course page that many times a week. */
  readonly visits: number;
  /** Offerings whose enrolment stands. */
  readonly offerings: readonly SimOffering[];
  /** Enrolled and left again. */
  readonly dropped: readonly { readonly offering: SimOffering; readonly day: number }[];
  /** First day in an offering, for those who came late; everybody else from the first day. */
  readonly joined: ReadonlyMap<string, number>;
  /** Weekend journeys, where there are any. */
  readonly trip: Trip | undefined;
  /** By source, where the vendor does not use the student number. */
  readonly accounts: ReadonlyMap<string, string>;
  /** A stream of draws of this student's own. */
  readonly random: Random;
}

/** A journey home and back. */
export interface Trip {
  readonly to: City;
  readonly leavesAt: number;
  readonly arrivesAt: number;
  readonly returnsAt: number;
  readonly backAt: number;
  readonly byAir: boolean;
}

export const phoneOn = (student: SimStudent, day: number): Device =>
  student.newPhone && day >= student.newPhone.fromDay ? student.newPhone.device : student.phone;

export const laptopOn = (student: SimStudent, day: number): Device =>
  student.newLaptop && day >= student.newLaptop.fromDay ? student.newLaptop.device : student.laptop;

/** The student's account with a vendor. */
export const accountOf = (student: SimStudent, source: string): string =>
  student.accounts.get(source) ?? student.number;

export const joinedOn = (student: SimStudent, offering: SimOffering): number =>
  student.joined.get(offering.id) ?? 0;
