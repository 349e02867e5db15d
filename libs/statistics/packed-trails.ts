import type { CountedTrail, DecisionMade, Missed, Ruling } from './case-trail.js';

/** Names as numbers: a few hundred of them fill a hundred thousand trails. */
class Names {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  nameOf(number: number): string {
    const name = this.names[number];
    if (name === undefined) throw new Error(`no name has the number ${String(number)}`);
    return name;
  }
}

type Packed = readonly [
  violation: number,
  offering: number,
  college: number | null,
  flaggedAt: number,
  version: number,
  /** State, instant, state, instant, … */
  steps: readonly number[],
  missed: readonly Missed[],
  decisions: readonly DecisionMade[],
  rulings: readonly Ruling[],
];

/**
 * Trails as short texts of one byte a character: a fifth of the memory of the same as objects. The same trail
 * is the same text.
 */
export class TrailPacking {
  private readonly names = new Names();

  pack(trail: CountedTrail): string {
    const { violation, offering, college, flaggedAt, version, steps } = trail;
    const number = (name: string) => this.names.numberOf(name);
    const packed: Packed = [
      ...([
        number(violation),
        number(offering),
        college === null ? null : number(college),
      ] as const),
      ...([flaggedAt, version, steps.flatMap(([status, at]) => [number(status), at])] as const),
      ...([trail.missed, trail.decisions, trail.rulings] as const),
    ];
    return JSON.stringify(packed);
  }

  unpack(text: string): CountedTrail {
    const [violation, offering, college, flaggedAt, version, steps, missed, decisions, rulings] =
      JSON.parse(text) as Packed;
    const name = (number: number) => this.names.nameOf(number);
    return {
      ...{ violation: name(violation), offering: name(offering), flaggedAt, version },
      ...{ college: college === null ? null : name(college), missed, decisions, rulings },
      steps: Array.from({ length: steps.length / 2 }, (_, nth) => [
        name(steps[2 * nth] as number),
        steps[2 * nth + 1] as number,
      ]),
    };
  }
}
