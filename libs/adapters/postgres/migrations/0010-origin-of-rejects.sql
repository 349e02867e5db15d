-- Where the transport holds what was refused: read again after a crash, it is kept once.
ALTER TABLE ledger_reject ADD COLUMN origin text COLLATE "C";
CREATE UNIQUE INDEX ledger_reject_by_origin ON ledger_reject (origin) WHERE origin IS NOT NULL;
