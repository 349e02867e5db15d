import type { ActivityLedger, LedgerPage, LedgerPosition } from '../../activity/activity-ledger.js';
import type { Interest } from './interest.js';

/** A page near the head, and one far behind it: the more is behind, the rarer a key is judged. */
const SMALL_PAGE = 1_000;
export const LARGE_PAGE = 3_000;

/** Reads the ledger page by page; while far behind, the next page is fetched as one is worked on. */
export class LedgerPages {
  private size = SMALL_PAGE;
  private ahead: { readonly after: LedgerPosition; readonly page: Promise<LedgerPage> } | undefined;

  constructor(
    private readonly ledger: ActivityLedger,
    private readonly interest: Pick<Interest, 'wanted'>,
  ) {}

  /**
   * What this instance wants of the events behind `position`; `head` is where the ledger ends. A page that
   * was fetched ahead was chosen by the roster of that moment: whatever it changed since has its marks.
   */
  async after(position: LedgerPosition, head: LedgerPosition): Promise<LedgerPage> {
    const fetched = this.ahead?.after === position ? this.ahead.page : undefined;
    this.ahead = undefined;
    const page = await (fetched ?? this.read(position, this.size));
    if (page.next < head) {
      const next = this.read(page.next, LARGE_PAGE);
      // Awaited with the next step; until then a failure is nobody's.
      next.catch(() => undefined);
      this.ahead = { after: page.next, page: next };
    }
    return page;
  }

  /** After a page of so many events: a full one means that more is behind it. */
  taken(events: number): void {
    this.size = events >= this.size ? Math.min(LARGE_PAGE, this.size * 4) : SMALL_PAGE;
  }

  forget(): void {
    this.ahead = undefined;
    this.size = SMALL_PAGE;
  }

  private read(after: LedgerPosition, limit: number): Promise<LedgerPage> {
    return this.ledger.readFrom(after, limit, this.interest.wanted);
  }
}
