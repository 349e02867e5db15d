-- What statistics are made of: one trail a case, kept whole beside what is asked for.
CREATE TABLE case_trail (
  id text COLLATE "C" PRIMARY KEY,
  violation text COLLATE "C" NOT NULL,
  college text COLLATE "C",
  flagged_at bigint NOT NULL,
  version integer NOT NULL,
  body text NOT NULL
);
CREATE TABLE case_trail_reader (reader text COLLATE "C" PRIMARY KEY, position bigint NOT NULL);
