/** Failures of an ActivityLedger that a caller can do something about, by name. */

/** No room on the disk: nothing of the batch was taken, everything accepted before is safe. */
export class LedgerFull extends Error {
  override readonly name = 'LedgerFull';

  constructor() {
    super('the disk that holds the activity ledger is full; free space and send the batch again');
  }
}

/** Another process has the ledger open. */
export class LedgerLocked extends Error {
  override readonly name = 'LedgerLocked';

  constructor() {
    super('another process holds the activity ledger; only one may have it open');
  }
}

/** The file is not a ledger, or it is damaged, or a newer version wrote it. */
export class LedgerUnreadable extends Error {
  override readonly name = 'LedgerUnreadable';

  constructor(reason: string) {
    super(`the activity ledger cannot be read: ${reason}`);
  }
}

/** The ledger was closed, or its thread has ended. */
export class LedgerClosed extends Error {
  override readonly name = 'LedgerClosed';

  constructor() {
    super('the activity ledger is closed');
  }
}
