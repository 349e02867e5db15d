import type { LedgerPosition } from '../../../activity/activity-ledger.js';

/** Events whose offering is remembered: what readers may be behind in a burst. A megabyte. */
const SIZE = 65_536;
const MOST_NAMES = 10_000;

/** The offerings that the intake read in the newest events, by position. */
export class RecentOfferings {
  private readonly positions = new Float64Array(SIZE);
  private readonly offerings: (string | null)[] = new Array<string | null>(SIZE).fill(null);
  private readonly names = new Map<string, string>();

  note(position: LedgerPosition, offering: string | null): void {
    const at = position % SIZE;
    this.positions[at] = position;
    this.offerings[at] = offering === null ? null : this.nameOf(offering);
  }

  /** Undefined where it is not known any more, or never was. */
  of(position: LedgerPosition): string | null | undefined {
    const at = position % SIZE;
    return this.positions[at] === position ? this.offerings[at] : undefined;
  }

  /** The same text once. */
  private nameOf(offering: string): string {
    const known = this.names.get(offering);
    if (known !== undefined) return known;
    if (this.names.size >= MOST_NAMES) this.names.clear();
    this.names.set(offering, offering);
    return offering;
  }
}
