import type { Random } from '../random.js';

export interface NetworkEntry {
  readonly cidr: string;
  readonly kind: 'campus' | 'dormitory' | 'lab' | 'vpn' | 'mobile';
  readonly place: string | null;
}

export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** A room of machines that many use; some rooms were cloned from one disk, device ids and all. */
export interface Lab {
  readonly ip: string;
  readonly seats: number;
  readonly cloned: boolean;
  readonly userAgent: string;
  readonly id: string;
}

export interface City extends Point {
  readonly name: string;
  readonly prefix: string;
}

/** Where students live and travel to; home lines stay unregistered. */
export const CITIES: readonly [City, ...City[]] = [
  { name: '西宁', lat: 36.617, lon: 101.778, prefix: '223.220' },
  { name: '海东', lat: 36.502, lon: 102.104, prefix: '223.221' },
  { name: '兰州', lat: 36.061, lon: 103.834, prefix: '118.180' },
  { name: '格尔木', lat: 36.402, lon: 94.903, prefix: '223.223' },
  { name: '西安', lat: 34.341, lon: 108.94, prefix: '113.140' },
  { name: '成都', lat: 30.572, lon: 104.066, prefix: '171.221' },
  { name: '北京', lat: 39.904, lon: 116.407, prefix: '123.112' },
  { name: '广州', lat: 23.129, lon: 113.264, prefix: '113.108' },
];

/** The main teaching building, Xining. */
export const CAMPUS_POINT: Point = { lat: 36.728114, lon: 101.749862 };

/** IPv4 behind the carrier's translation, or IPv6; by carrier. */
const CARRIERS = ['2409:8900', '2408:8456', '240e:0404'] as const;

/** Buildings and their addresses. A building, at times the whole campus, stands behind a few. */
export class Campus {
  readonly dormitories: number;
  readonly labs: readonly Lab[];
  readonly networks: readonly NetworkEntry[];
  private readonly dormExits: number;
  private readonly campusExits: number;
  private readonly roomsAlone: boolean;

  constructor(students: number, random: Random) {
    this.dormitories = Math.max(3, Math.min(24, Math.round(students / 120)));
    this.dormExits = random.pick([1, 1, 2, 4]);
    this.campusExits = random.pick([1, 2, 4, 8]);
    // Newer dormitories give every room an address of its own.
    this.roomsAlone = random.chance(0.3);
    // Every user of a lab finds a machine that is free (a tenth of all, one room in reserve).
    this.labs = Array.from({ length: 2 + Math.ceil(students / 400) }, (_, at) => ({
      ip: `10.40.${at}.1`,
      seats: random.int(48, 96),
      cloned: random.chance(0.25),
      userAgent: `Mozilla/5.0 (Windows NT 10.0) Chrome/${random.int(100, 126)}.0`,
      id: `lab-${at}-${random.hex(6)}`,
    }));
    this.networks = this.register(random);
  }

  /** A teaching building's address. */
  campusIp(random: Random): string {
    return `10.20.0.${random.int(1, this.campusExits)}`;
  }

  dormIp(building: number, room = 0): string {
    if (this.roomsAlone) return `10.30.${building}.${1 + (room % 250)}`;
    return `10.30.${building}.${1 + (room % this.dormExits)}`;
  }

  mobileIp(random: Random): string {
    if (random.chance(0.6))
      return `100.${random.int(64, 127)}.${random.int(0, 255)}.${random.int(1, 254)}`;
    return `${random.pick(CARRIERS)}:${random.hex(4)}:${random.hex(4)}::${random.hex(3)}`;
  }

  /** The university's own way in from outside. */
  vpnIp(random: Random): string {
    return `10.60.${random.int(0, 9)}.${random.int(1, 9)}`;
  }

  /** The computer centre opens as many rooms for an exam as it takes. */
  examRoom(room: number): Lab {
    const [lab] = this.labs;
    if (!lab) throw new RangeError('a campus without a lab');
    const ip = `10.40.${room % 256}.${2 + Math.floor(room / 256)}`;
    return { ...lab, ip, id: `exam-${room}`, cloned: false };
  }

  /** A home line in a city; the last two numbers change whenever the box dials anew. */
  homeIp(city: City, random: Random): string {
    return `${city.prefix}.${random.int(0, 250)}.${random.int(2, 250)}`;
  }

  /** As the network office registered it: it forgot a building, or all carriers. */
  private register(random: Random): NetworkEntry[] {
    const dormitories = Array.from({ length: this.dormitories }, (_, at) => ({
      cidr: `10.30.${at}.0/24`,
      kind: 'dormitory' as const,
      place: `${at + 1} 号宿舍楼`,
    }));
    return [
      { cidr: '10.20.0.0/16', kind: 'campus', place: '教学楼' },
      { cidr: '10.40.0.0/16', kind: 'lab', place: '公共机房' },
      ...dormitories.filter(() => !random.chance(0.08)),
      ...(random.chance(0.8) ? carrierEntries() : []),
      { cidr: '10.60.0.0/16', kind: 'vpn', place: null },
    ];
  }
}

const carrierEntries = (): NetworkEntry[] => [
  { cidr: '100.64.0.0/10', kind: 'mobile', place: null },
  ...CARRIERS.map((prefix) => ({ cidr: `${prefix}::/32`, kind: 'mobile' as const, place: null })),
];

/** A foreign exit of a commercial VPN: another city each time, on nobody's list. */
export const foreignVpnIp = (random: Random): string =>
  `${random.pick([45, 103, 154, 198])}.${random.int(1, 250)}.${random.int(0, 250)}.${random.int(2, 250)}`;

/** A point some metres away. */
export const scattered = (point: Point, metres: number, random: Random): Point => ({
  lat: point.lat + random.normal(0, metres / 111_000),
  lon: point.lon + random.normal(0, metres / 89_000),
});
