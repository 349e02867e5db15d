import type { LedgerPage, LedgerPosition } from '../../../activity/activity-ledger.js';

interface Kept {
  readonly after: LedgerPosition;
  readonly page: LedgerPage;
  readonly bytes: number;
}

/** Raw bytes of the pages that are kept. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Full pages that one reader of the process has read, for the next one that comes to the same place: readers
 * behind a burst read the same events soon after each other. A page is given out once, and then dropped.
 */
export class SharedPages {
  private pages: readonly Kept[] = [];
  private bytes = 0;
  private era = 0;

  /** What was read before now is not to be kept: events were erased. */
  forget(): void {
    this.era += 1;
    this.pages = [];
    this.bytes = 0;
  }

  /** What is kept of the events behind `after`: at most `limit`, perhaps fewer than there are. */
  take(after: LedgerPosition, limit: number): LedgerPage | undefined {
    const kept = this.pages.find((one) => one.after <= after && after < one.page.next);
    if (kept === undefined) return undefined;
    const { page } = kept;
    const from = page.events.findIndex(({ position }) => position > after);
    const events = from < 0 ? [] : page.events.slice(from, from + limit);
    const whole = from < 0 || from + events.length === page.events.length;
    if (whole) this.drop(kept);
    return { events, next: whole ? page.next : (events.at(-1)?.position ?? page.next) };
  }

  /** Reads by `read` and keeps a full page. */
  async read(
    after: LedgerPosition,
    limit: number,
    read: () => Promise<LedgerPage>,
  ): Promise<LedgerPage> {
    const { era } = this;
    const page = await read();
    if (era === this.era && page.events.length >= limit) this.keep({ after, page });
    return page;
  }

  private keep({ after, page }: Omit<Kept, 'bytes'>): void {
    const bytes = page.events.reduce((sum, { raw }) => sum + raw.byteLength, 0);
    this.pages = [...this.pages, { after, page, bytes }];
    this.bytes += bytes;
    for (const oldest of this.pages) if (this.bytes > MOST_BYTES) this.drop(oldest);
  }

  private drop(kept: Kept): void {
    this.pages = this.pages.filter((one) => one !== kept);
    this.bytes -= kept.bytes;
  }
}
