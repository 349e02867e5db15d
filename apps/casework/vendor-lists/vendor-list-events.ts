/**
 * Stream `vendor-list-<id>`: an officer took in a vendor's list. What it says lies in the ledger,
 * where one person's events can be destroyed alone; here stand the events' ids.
 */
export interface VendorListTaken {
  readonly type: 'VendorListTaken';
  readonly data: {
    readonly list: string;
    readonly source: string;
    readonly rows: readonly TakenRow[];
  };
}

export interface TakenRow {
  readonly outcome: 'accepted' | 'duplicate' | 'invalid';
  /** Id of the event in the ledger; absent for a row that was not taken. */
  readonly event?: string;
  readonly offering?: string;
  readonly violation?: string;
  /** The case that stood already, which the accusation joins. */
  readonly joined?: string;
  readonly pointer?: string;
  readonly detail?: string;
}

export const vendorListStream = (list: string): string => `vendor-list-${list}`;
