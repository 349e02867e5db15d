import type { Random } from '../random.js';
import { DAY, HOUR, midnight } from './calendar.js';
import { CITIES, type Campus, type City } from './campus.js';
import { laptopOf, phoneOf } from './devices.js';
import { COLLEGES, type SimOffering } from './offerings.js';
import type { Platform } from './platforms.js';
import type { SimStudent, Trip } from './students.js';
import { SHARED_TRAITS, TRAITS, type Trait } from './traits.js';

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高韩才仁扎西卓玛'.split('');
const GIVEN = '伟芳娜敏静磊洋勇艳杰涛明超霞平刚玉梅鑫雪莹辰宇轩措姆'.split('');

export const CLASS_SIZE = 36;
const ROOM_SIZE = 4;

/** Night shares of Moodle's students (threats.md): median 1.9 %, p90 13.8, p95 16.5, p99 29. */
const NIGHTS: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.25, 0.012],
  [0.5, 0.028],
  [0.75, 0.065],
  [0.9, 0.115],
  [0.95, 0.14],
  [0.99, 0.22],
  [1, 0.36],
];

export interface StudentDraw {
  readonly index: number;
  readonly days: number;
  readonly campus: Campus;
  readonly platforms: readonly Platform[];
  /** Of the class, and whatever may be chosen. */
  readonly classOfferings: readonly SimOffering[];
  readonly electives: readonly SimOffering[];
}

export const classOf = (index: number): number => Math.floor(index / CLASS_SIZE);

export function drawStudent(draw: StudentDraw, world: Random): SimStudent {
  const { index, days, campus } = draw;
  const random = world.fork('student', index);
  const traits = traitsOf(index, random, world);
  const nightShare = quantile(NIGHTS, random.unit());
  if (nightShare > 0.15) traits.add('night_owl');
  const home = traits.has('flyer') ? random.pick(CITIES.slice(6)) : random.pick(CITIES.slice(0, 6));
  const klass = classOf(index);
  const skew = traits.has('clock_offset') ? random.normal(0, 240_000) : undefined;
  return {
    index,
    number: `2023${String(index + 1).padStart(6, '0')}`,
    name: `${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.chance(0.6) ? random.pick(GIVEN) : ''}`,
    college: COLLEGES[Math.floor(klass / 4) % COLLEGES.length] ?? 'CS',
    traits,
    klass,
    dormitory: Math.floor(index / 60) % campus.dormitories,
    room: Math.floor(index / ROOM_SIZE),
    home,
    ...machinesOf(traits, skew, days, random.fork('machines')),
    ...mannersOf(traits, nightShare, random.fork('manners')),
    ...enrolmentsOf(draw, traits, random.fork('enrolments')),
    trip: tripOf(traits, home, days, random.fork('trip')),
    accounts: new Map(
      draw.platforms
        .filter((platform) => platform.accounts === 'own')
        .map(({ source }) => [
          source,
          `u${random.fork(source).int(10_000_000, 99_999_999)}${index}`,
        ]),
    ),
    random,
  };
}

/** A pair's or a group's habit is drawn once for all of it. */
function traitsOf(index: number, random: Random, world: Random): Set<Trait> {
  const drawn = (Object.keys(TRAITS) as (keyof typeof TRAITS)[]).filter((trait) =>
    random.chance(TRAITS[trait]),
  );
  const traits = new Set<Trait>(drawn);
  if (traits.has('transferred')) traits.delete('dropped');
  if (traits.has('able')) traits.delete('half_done');
  const shared = (trait: keyof typeof SHARED_TRAITS, size: number): void => {
    const group = Math.floor(index / size);
    if (world.fork(trait, group).chance(SHARED_TRAITS[trait])) traits.add(trait);
  };
  shared('roommates', 2);
  shared('couple_laptop', 2);
  shared('family_pc', 2);
  shared('study_group', 5);
  if (traits.has('couple_laptop')) traits.delete('roommates');
  return traits;
}

function machinesOf(
  traits: ReadonlySet<Trait>,
  skew: number | undefined,
  days: number,
  random: Random,
): Pick<SimStudent, 'phone' | 'newPhone' | 'laptop' | 'newLaptop'> {
  const fromDay = (): number => random.int(5, Math.max(6, days - 5));
  return {
    phone: phoneOf(random, skew),
    newPhone: traits.has('phone_replaced')
      ? { device: phoneOf(random), fromDay: fromDay() }
      : undefined,
    laptop: laptopOf(random, skew),
    newLaptop: traits.has('laptop_replaced')
      ? { device: laptopOf(random), fromDay: fromDay() }
      : undefined,
  };
}

function mannersOf(traits: ReadonlySet<Trait>, nightShare: number, random: Random) {
  const usual = random.pick([1, 1, 1, 1.25, 1.25, 1.5, 1.5]);
  const pace = random.lognormal(1, 0.3);
  const half = traits.has('half_done');
  return {
    speed: traits.has('fast_2x') ? 2 : traits.has('slow_watcher') ? 0.75 : usual,
    diligence: half ? random.between(0.25, 0.6) : random.between(0.85, 1),
    attends: random.between(0.86, 1),
    ability: random.normal(0, 1) + (traits.has('able') ? 2.2 : 0) - (half ? 0.3 : 0),
    pace: pace * (traits.has('able') ? 0.45 : 1) * (traits.has('extra_time') ? 1.6 : 1),
    nightShare,
    visits: random.lognormal(4, 0.5),
  };
}

function enrolmentsOf(
  { classOfferings, electives, days }: StudentDraw,
  traits: ReadonlySet<Trait>,
  random: Random,
): Pick<SimStudent, 'offerings' | 'dropped' | 'joined'> {
  const chosen = random.some(electives, random.pick([0, 0, 1, 1, 1, 1, 1]));
  const own =
    classOfferings.length > 0 ? [...classOfferings, ...chosen] : [...electives.slice(0, 2)];
  const left = traits.has('dropped') && own.length > 1 ? own.pop() : undefined;
  const late = traits.has('transferred') && days > 10;
  return {
    offerings: own,
    dropped: left
      ? [{ offering: left, day: random.int(3, Math.max(4, Math.floor(days / 2))) }]
      : [],
    joined: new Map(
      late ? own.map(({ id }) => [id, random.int(5, Math.max(6, Math.floor(days / 3)))]) : [],
    ),
  };
}

/** Trains take as long as they do (some 120 km/h in all), aeroplanes three hours. */
function tripOf(
  traits: ReadonlySet<Trait>,
  to: City,
  days: number,
  random: Random,
): Trip | undefined {
  const byAir = traits.has('flyer');
  if ((!byAir && !traits.has('traveller')) || days < 7) return undefined;
  const week = random.int(0, Math.max(0, Math.floor(days / 7) - 2));
  const hours = byAir ? 4 : Math.max(1, (Math.hypot(to.lat - 36.7, to.lon - 101.7) * 95) / 120);
  const leavesAt = midnight(week * 7 + 4) + random.between(19.5, 20.5) * HOUR;
  const backAt = midnight(week * 7) + 7 * DAY - random.between(0.5, 2) * HOUR;
  return {
    to,
    leavesAt,
    arrivesAt: leavesAt + hours * HOUR,
    returnsAt: backAt - hours * HOUR,
    backAt,
    byAir,
  };
}

function quantile(points: readonly (readonly [number, number])[], at: number): number {
  for (const [n, [share, value]] of points.entries()) {
    const [before, from] = points[n - 1] ?? [0, 0];
    if (at <= share)
      return from + ((value - from) * (at - before)) / Math.max(1e-9, share - before);
  }
  return points.at(-1)?.[1] ?? 0;
}
