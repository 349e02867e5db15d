/** Advisory locks stand for (class, object); the class says that they are Probity's ("PROB"). */
const CLASS = 0x50524f42;

export const LOCKS = {
  /** Held while the schema changes. */
  migrate: [CLASS, 1],
  /** Serialises appends to the event store: positions in commit order. */
  events: [CLASS, 2],
  /** Serialises appends to the activity ledger. */
  ledger: [CLASS, 3],
  /** Whoever moves or destroys stored events of the ledger. */
  ledgerShape: [CLASS, 4],
  /** Held by the one process that seals, as long as it lives. */
  sealer: [CLASS, 5],
} as const;
