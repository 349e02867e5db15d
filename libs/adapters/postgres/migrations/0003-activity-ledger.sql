-- The activity ledger: what vendors said. One row each; `ledger_state` belongs to appends, under
-- their lock, `ledger_shape` to sealing and erasing, so that neither waits for the other's rows.
CREATE TABLE ledger_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  head bigint NOT NULL DEFAULT 0,
  -- Grows with every erasure: names that were looked up before it are no longer to be trusted.
  epoch bigint NOT NULL DEFAULT 0,
  events bigint NOT NULL DEFAULT 0,
  -- Partitions exist for positions up to here (exclusive), each of this many.
  partitioned_to bigint NOT NULL DEFAULT 1,
  partition_size bigint NOT NULL DEFAULT 1000000,
  secret bytea NOT NULL
);
CREATE TABLE ledger_shape (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  last_segment bigint NOT NULL DEFAULT 0,
  sealed bigint NOT NULL DEFAULT 0,
  sealed_to bigint NOT NULL DEFAULT 0,
  erased bigint NOT NULL DEFAULT 0
);
INSERT INTO ledger_state (secret) VALUES (
  decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
);
INSERT INTO ledger_shape DEFAULT VALUES;

CREATE TABLE ledger_type (
  n integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  word text COLLATE "C" NOT NULL UNIQUE,
  count bigint NOT NULL DEFAULT 0
);
-- An event about no account has the account ''.
CREATE TABLE ledger_account (
  n integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  UNIQUE (source, account)
);

-- Events as they came, until they are sealed: a partition whose events are all sealed is dropped.
CREATE TABLE ledger_event (
  position bigint NOT NULL,
  account integer NOT NULL,
  time bigint NOT NULL,
  received bigint NOT NULL,
  type integer NOT NULL,
  is_binary boolean NOT NULL,
  id text COLLATE "C" NOT NULL,
  raw bytea NOT NULL,
  PRIMARY KEY (position)
) PARTITION BY RANGE (position);
ALTER TABLE ledger_event ALTER COLUMN raw SET STORAGE EXTERNAL;
-- `received` rides along: whose events are due for sealing is asked of the index alone.
CREATE INDEX ledger_event_by_account ON ledger_event (account, position) INCLUDE (received);

-- Who is known: keyed hash of (source, id), keyed digest of the bytes; without one when erased.
CREATE TABLE ledger_identity (
  key bytea PRIMARY KEY,
  position bigint NOT NULL,
  digest bytea
);

-- Sealed events, one account a segment, packed; and in which segment a sealed position lies.
CREATE TABLE ledger_segment (
  id bigint PRIMARY KEY,
  account integer NOT NULL,
  count integer NOT NULL,
  first_time bigint NOT NULL,
  last_time bigint NOT NULL,
  codec integer NOT NULL,
  salt bytea NOT NULL,
  root bytea NOT NULL,
  data bytea NOT NULL,
  recorded boolean NOT NULL DEFAULT false
);
ALTER TABLE ledger_segment ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE INDEX ledger_segment_by_account ON ledger_segment (account, id);
CREATE INDEX ledger_segment_unrecorded ON ledger_segment (id) WHERE NOT recorded;
CREATE TABLE ledger_place (position bigint PRIMARY KEY, segment bigint NOT NULL);

CREATE TABLE ledger_reject (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received bigint NOT NULL,
  source text COLLATE "C",
  id text COLLATE "C",
  code text NOT NULL,
  message text NOT NULL,
  pointer text,
  raw bytea NOT NULL
);
CREATE INDEX ledger_reject_by_source ON ledger_reject (source, position);
-- Counted beside the rows, by source ('' for none) and code; the code '' counts duplicates.
CREATE TABLE ledger_refusal (
  source text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (source, code)
);
