-- Texts and files, one owner an entry: one person's can be destroyed alone.
CREATE TABLE vault_entry (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  vault text COLLATE "C" NOT NULL UNIQUE,
  owner text COLLATE "C" NOT NULL,
  media_type text NOT NULL,
  sha256 text NOT NULL,
  salt bytea NOT NULL,
  bytes bytea NOT NULL
);
CREATE INDEX vault_entry_by_owner ON vault_entry (owner);

-- How far each reader has come; saved in the transaction of the rows that depend on it.
CREATE TABLE checkpoint (reader text COLLATE "C" PRIMARY KEY, position bigint NOT NULL);

CREATE TABLE dead_letter (
  reader text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  reason text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (reader, position)
);
