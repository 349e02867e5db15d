import type { Random } from '../random.js';
import { DORMITORIES } from './networks.js';
import { COLLEGES, type SimOffering } from './offerings.js';

/** Honest habits that look like cheating to a careless judge (each must stay unaccused). */
export const TRAITS = {
  fast_2x: 0.25,
  binge: 0.15,
  night_owl: 0.1,
  skipper: 0.1,
  background_tab: 0.08,
  two_tabs: 0.05,
  roommates: 0.2,
  shared_lab: 0.12,
  phone_replaced: 0.04,
  vpn: 0.05,
  late_upload: 0.08,
  clock_offset: 0.06,
  borrowed_phone: 0.04,
  traveller: 0.03,
  left_running: 0.05,
} as const;

export type Trait = keyof typeof TRAITS;

export interface Device {
  readonly id: string;
  readonly userAgent: string;
}

export interface SimStudent {
  readonly index: number;
  readonly number: string;
  readonly name: string;
  readonly college: string;
  readonly traits: ReadonlySet<Trait>;
  readonly dormitory: number;
  readonly phone: Device;
  /** In use from a drawn day on, by those who replace theirs. */
  readonly newPhone: { readonly device: Device; readonly fromDay: number } | undefined;
  readonly laptop: Device;
  readonly speed: number;
  /** How far the device's clock is off, milliseconds. */
  readonly clockOffset: number;
  readonly attends: number;
  readonly offerings: readonly SimOffering[];
}

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高韩才仁扎西卓玛'.split('');
const GIVEN = '伟芳娜敏静磊洋勇艳杰涛明超霞平刚玉梅鑫雪莹辰宇轩措姆'.split('');
const PHONES = [
  'HUAWEI NOH-AN00',
  'Xiaomi 2211133C',
  'vivo V2309A',
  'OPPO PHM110',
  'iPhone16,1',
  'HONOR ALI-AN00',
];
const BROWSERS = ['Chrome/140', 'Edg/140', 'Firefox/143', 'Chrome/138', 'QQBrowser/13'];

export const phoneOf = (random: Random): Device => ({
  id: `m-${random.hex(12)}`,
  userAgent: `Mozilla/5.0 (${random.pick(PHONES)}; build ${random.int(1, 12)}) Mobile`,
});

export const laptopOf = (random: Random): Device => ({
  id: `w-${random.hex(12)}`,
  userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${random.pick(BROWSERS)}.0`,
});

export function makeStudent(
  index: number,
  offerings: readonly SimOffering[],
  days: number,
  random: Random,
): SimStudent {
  const drawn = (Object.keys(TRAITS) as Trait[]).filter((trait) => random.chance(TRAITS[trait]));
  const traits = new Set(drawn);
  // Roommates are neighbours in the list: both of a pair, or neither.
  if (index % 2 === 1) traits.delete('roommates');
  const number = `2023${String(index + 1).padStart(6, '0')}`;
  return {
    index,
    number,
    name: `${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.chance(0.6) ? random.pick(GIVEN) : ''}`,
    college: random.pick(COLLEGES),
    traits,
    dormitory: Math.floor(index / 2) % DORMITORIES,
    phone: phoneOf(random),
    newPhone: traits.has('phone_replaced')
      ? { device: phoneOf(random), fromDay: random.int(5, Math.max(6, days - 5)) }
      : undefined,
    laptop: laptopOf(random),
    speed: traits.has('fast_2x') ? 2 : random.pick([1, 1, 1, 1.25, 1.5]),
    clockOffset: traits.has('clock_offset') ? random.normal(0, 240_000) : random.normal(0, 1500),
    attends: random.between(0.82, 1),
    offerings: random.some(offerings, random.pick([2, 2, 3, 3])),
  };
}

export const phoneOn = (student: SimStudent, day: number): Device =>
  student.newPhone && day >= student.newPhone.fromDay ? student.newPhone.device : student.phone;
