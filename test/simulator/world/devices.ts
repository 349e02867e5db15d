import type { Random } from '../random.js';

export interface Device {
  readonly id: string;
  readonly userAgent: string;
  /** How far its clock is off, milliseconds. */
  readonly skewMs: number;
}

const PHONES = [
  'HUAWEI NOH-AN00',
  'HUAWEI ALN-AL00',
  'Xiaomi 2211133C',
  'Redmi 23049RAD8C',
  'vivo V2309A',
  'OPPO PHM110',
  'iPhone16,1',
  'iPhone14,5',
  'HONOR ALI-AN00',
];
const BROWSERS = [
  'Chrome/140',
  'Edg/140',
  'Firefox/143',
  'Chrome/138',
  'QQBrowser/13',
  'Chrome/109',
];
const SYSTEMS = [
  'Windows NT 10.0; Win64; x64',
  'Windows NT 10.0; Win64; x64',
  'Macintosh; Intel Mac OS X 10_15_7',
];

/** Few models and builds: many students share a client's words. */
export const phoneOf = (random: Random, skewMs = random.normal(0, 1500)): Device => ({
  id: `m-${random.hex(12)}`,
  userAgent: `Mozilla/5.0 (${random.pick(PHONES)}; build ${random.int(1, 6)}) Mobile`,
  skewMs,
});

export const laptopOf = (random: Random, skewMs = random.normal(0, 800)): Device => ({
  id: `w-${random.hex(12)}`,
  userAgent: `Mozilla/5.0 (${random.pick(SYSTEMS)}) ${random.pick(BROWSERS)}.0`,
  skewMs,
});
