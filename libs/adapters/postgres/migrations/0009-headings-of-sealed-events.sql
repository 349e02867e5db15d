-- Of a sealed event the type, so that who does not want it need not unpack its segment. Null where an
-- earlier program sealed it: then only the bytes tell.
ALTER TABLE ledger_place ADD COLUMN type integer;
