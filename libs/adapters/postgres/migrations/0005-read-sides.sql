-- Folds of the two logs: each can be dropped and rebuilt, and comes out the same.

CREATE TABLE timeline_account (
  n integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  UNIQUE (source, account)
);
CREATE TABLE timeline_word (
  n integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text COLLATE "C" NOT NULL UNIQUE
);
CREATE TABLE timeline_row (
  account integer NOT NULL,
  time bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  type integer NOT NULL,
  offering integer,
  PRIMARY KEY (account, time, id)
);
-- Empty but during a rebuild.
CREATE UNLOGGED TABLE timeline_fresh (LIKE timeline_row INCLUDING ALL);

CREATE TABLE signal_index_position (
  one boolean PRIMARY KEY DEFAULT true CHECK (one), position bigint NOT NULL
);
INSERT INTO signal_index_position (position) VALUES (0);
CREATE TABLE signal (
  id text COLLATE "C" PRIMARY KEY,
  detector text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  offering text COLLATE "C" NOT NULL,
  violation text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  score double precision NOT NULL,
  last_at double precision NOT NULL,
  body text NOT NULL
);
CREATE INDEX signal_key ON signal (detector, key);
CREATE INDEX signal_owner ON signal (owner);
CREATE INDEX signal_subject ON signal (subject, offering);
CREATE INDEX signal_last ON signal (last_at DESC, id);
CREATE TABLE signal_stream (stream text COLLATE "C" PRIMARY KEY, version integer NOT NULL);
CREATE TABLE signal_link (
  event text COLLATE "C" NOT NULL, signal text COLLATE "C" NOT NULL, PRIMARY KEY (event, signal)
);
CREATE INDEX signal_link_signal ON signal_link (signal);

CREATE TABLE case_row (
  id text COLLATE "C" PRIMARY KEY,
  family text COLLATE "C" NOT NULL,
  violation text COLLATE "C" NOT NULL,
  student text COLLATE "C" NOT NULL,
  offering text COLLATE "C" NOT NULL,
  college text COLLATE "C",
  status text COLLATE "C" NOT NULL,
  score double precision NOT NULL,
  assignee text COLLATE "C",
  due bigint,
  flagged_at bigint NOT NULL,
  noticed boolean NOT NULL,
  wake_at bigint,
  people text[] COLLATE "C" NOT NULL,
  escalated text[] COLLATE "C" NOT NULL,
  attentions text[] COLLATE "C" NOT NULL,
  version integer NOT NULL,
  body text NOT NULL
);
CREATE INDEX case_row_by_score ON case_row (score, id);
CREATE INDEX case_row_by_due ON case_row (due) WHERE due IS NOT NULL;
CREATE INDEX case_row_by_wake ON case_row (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX case_row_by_student ON case_row (student);
CREATE INDEX case_row_by_offering ON case_row (offering);
-- Deadlines that run, and are not paused.
CREATE TABLE case_deadline (
  case_id text COLLATE "C" NOT NULL REFERENCES case_row (id) ON DELETE CASCADE,
  name text COLLATE "C" NOT NULL,
  due bigint NOT NULL,
  body text NOT NULL
);
CREATE INDEX case_deadline_by_due ON case_deadline (due, case_id, name);
CREATE INDEX case_deadline_by_case ON case_deadline (case_id);
CREATE TABLE case_reader (reader text COLLATE "C" PRIMARY KEY, position bigint NOT NULL);

CREATE TABLE merkle_node (
  level integer NOT NULL, idx bigint NOT NULL, hash bytea NOT NULL, PRIMARY KEY (level, idx)
);
CREATE TABLE merkle_leaf (position bigint PRIMARY KEY, idx bigint NOT NULL UNIQUE);
