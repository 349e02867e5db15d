import type { Random } from '../random.js';

export interface NetworkEntry {
  readonly cidr: string;
  readonly kind: 'campus' | 'dormitory' | 'lab' | 'vpn' | 'mobile';
  readonly place: string | null;
}

export const DORMITORIES = 8;

/** The campus as its network office registered it. Home lines and helpers stay unregistered. */
export const NETWORKS: readonly NetworkEntry[] = [
  { cidr: '10.20.0.0/16', kind: 'campus', place: '教学楼' },
  { cidr: '10.40.0.0/16', kind: 'lab', place: '公共机房' },
  ...Array.from({ length: DORMITORIES }, (_, at) => ({
    cidr: `10.30.${at}.0/24`,
    kind: 'dormitory' as const,
    place: `${at + 1} 号宿舍楼`,
  })),
  { cidr: '100.64.0.0/10', kind: 'mobile', place: null },
  { cidr: '10.60.0.0/16', kind: 'vpn', place: null },
];

/** A whole building stands behind one or two addresses. */
export const campusIp = (random: Random): string => `10.20.${random.int(0, 3)}.${random.int(1, 2)}`;
export const labIp = (room: number): string => `10.40.${room}.1`;
export const dormIp = (building: number): string => `10.30.${building}.1`;
export const mobileIp = (random: Random): string =>
  `100.${random.int(64, 127)}.${random.int(0, 255)}.${random.int(1, 254)}`;
export const vpnIp = (random: Random): string => `10.60.${random.int(0, 9)}.${random.int(1, 9)}`;
export const homeIp = (random: Random): string =>
  `${random.pick([113, 117, 171, 218, 223])}.${random.int(1, 250)}.${random.int(0, 250)}.${random.int(2, 250)}`;

/** The main teaching building, Xining. */
export const CAMPUS_POINT = { lat: 36.728114, lon: 101.749862 };
