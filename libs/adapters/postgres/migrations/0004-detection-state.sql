-- What the detection runner may forget and find again. Also laid out in a session's temporary
-- tables for a judgement in the shadow: everything here is named without a schema.
CREATE TABLE detection_progress (
  partition text COLLATE "C" PRIMARY KEY,
  epoch bigint NOT NULL,
  ledger bigint NOT NULL DEFAULT 0,
  roster bigint NOT NULL DEFAULT 0,
  baselines bigint NOT NULL DEFAULT 0,
  judged_by text NOT NULL DEFAULT ''
);
CREATE TABLE detection_calls (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partition text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL, win text COLLATE "C" NOT NULL, forced boolean NOT NULL
);
CREATE INDEX detection_calls_partition ON detection_calls (partition);
CREATE TABLE detection_dirty (
  owner text COLLATE "C" NOT NULL, win text COLLATE "C" NOT NULL, forced boolean NOT NULL,
  PRIMARY KEY (owner, win)
);
CREATE TABLE detection_index (
  owner text COLLATE "C" NOT NULL, win text COLLATE "C" NOT NULL, position bigint NOT NULL,
  PRIMARY KEY (owner, win, position)
);
CREATE TABLE detection_seen (
  span text COLLATE "C" PRIMARY KEY, owner text COLLATE "C" NOT NULL, last text COLLATE "C" NOT NULL
);
CREATE TABLE detection_mentions (
  topic text COLLATE "C" NOT NULL, owner text COLLATE "C" NOT NULL, PRIMARY KEY (topic, owner)
);
CREATE TABLE detection_measures (
  detector text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, win text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL, measure text NOT NULL, PRIMARY KEY (detector, key, win, owner)
);
CREATE INDEX detection_measures_owner ON detection_measures (owner, win);
CREATE TABLE detection_reads (
  name text COLLATE "C" NOT NULL, win text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL, PRIMARY KEY (name, win, key, owner)
);
CREATE TABLE detection_accumulators (
  name text COLLATE "C" NOT NULL, win text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
  value text NOT NULL, PRIMARY KEY (name, win, key)
);
CREATE INDEX detection_seen_owner ON detection_seen (owner);
CREATE INDEX detection_mentions_owner ON detection_mentions (owner);
CREATE INDEX detection_reads_owner ON detection_reads (owner);
