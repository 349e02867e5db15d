/**
 * One client in little, digests all: device, kind of user agent (without versions), user agent,
 * network (a registered place or a line's neighbourhood; `mobile`, `vpn`), address. '' where untold; the
 * address also of carriers and VPNs, which tell no place.
 */
export interface Use {
  readonly device: string;
  readonly family: string;
  readonly agent: string;
  readonly net: string;
  readonly address: string;
  readonly ground: Ground;
}

/** What a network is by the register; `line` where nobody registered it, '' where no address is told. */
export type Ground = 'campus' | 'dormitory' | 'lab' | 'vpn' | 'mobile' | 'line' | '';

/** Packed, for measures are many: members joined by a space. */
export type PackedUse = string;

/** One attempt at a quiz or an exam, and with what it was sat. */
export interface ClientSitting {
  readonly assessment: string;
  readonly kind: 'quiz' | 'exam';
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly uses: readonly PackedUse[];
  /** Mean logarithm of the seconds per answer; absent where that was not told. */
  readonly pace?: number;
  /** Share of the greatest score, or of right answers, 0–1; -1 untold. */
  readonly score: number;
  readonly refs: readonly string[];
  /** Of exams: what was answered, item by item in order of their names; see packAnswers. */
  readonly answers?: string;
}

/** A student's day in an offering: the clients of study, and the sittings. */
export interface ClientDay {
  readonly offering: string;
  readonly uses: readonly PackedUse[];
  readonly sittings: readonly ClientSitting[];
}

export const pack = ({ device, family, agent, net, address, ground }: Use): PackedUse =>
  [device, family, agent, net, address, ground].join(' ');

export const unpack = (packed: PackedUse): Use => {
  const told = packed.split(' ');
  return {
    device: told[0] ?? '',
    family: told[1] ?? '',
    agent: told[2] ?? '',
    net: told[3] ?? '',
    address: told[4] ?? '',
    ground: (told[5] ?? '') as Ground,
  };
};
