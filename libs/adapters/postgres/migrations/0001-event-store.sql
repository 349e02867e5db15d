-- The event store: what the system and people did. Append-only.
CREATE TABLE es_stream (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  version integer NOT NULL
);

-- Data and metadata are text, not jsonb: their bytes come back as they went, U+0000 included.
CREATE TABLE es_event (
  position bigint PRIMARY KEY,
  stream bigint NOT NULL,
  version integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  data text NOT NULL,
  metadata text NOT NULL,
  salt bytea NOT NULL
);
CREATE UNIQUE INDEX es_event_by_stream ON es_event (stream, version);
CREATE UNIQUE INDEX es_event_by_id ON es_event (stream, id);
CREATE INDEX es_event_by_type ON es_event (type, position);

-- A group of appends in one transaction, each with an outcome of its own: `ok`, `wrong` (version is
-- the current one) or `duplicate` (an id is in the stream already). Events of all appends stand one
-- behind the other; append i has counts[i] of them. Expected -1 is any version.
--
-- The advisory lock is held until the commit is visible, so positions grow in commit order: whoever
-- has seen position p never later finds an event behind p.
CREATE FUNCTION es_append(
  streams text[], expecteds integer[], counts integer[],
  ids text[], types text[], datas text[], metadatas text[], salts bytea,
  lock_class integer, lock_object integer, origin text
) RETURNS TABLE (outcome text, version integer, position_ bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  head bigint;
  start_head bigint;
  first integer := 1;
  n integer;
  sid bigint;
  cur integer;
  expected integer;
  behind integer;
  found_count bigint;
  found_position bigint;
  own text[];
BEGIN
  PERFORM pg_advisory_xact_lock(lock_class, lock_object);
  SELECT coalesce(max(e.position), 0) INTO head FROM es_event e;
  start_head := head;
  FOR i IN 1 .. cardinality(streams) LOOP
    n := counts[i];
    own := ids[first : first + n - 1];
    expected := expecteds[i];
    SELECT s.id, s.version INTO sid, cur FROM es_stream s WHERE s.name = streams[i];
    IF NOT FOUND THEN
      sid := NULL;
      cur := 0;
    END IF;
    outcome := NULL;
    -- Only an append whose place is taken (or that has none) can be a retry.
    IF sid IS NOT NULL AND expected <> cur THEN
      behind := expected;
      IF expected < 0 THEN
        SELECT e.version - 1 INTO behind FROM es_event e WHERE e.stream = sid AND e.id = own[1];
      END IF;
      IF behind IS NOT NULL THEN
        SELECT count(*), max(e.position) INTO found_count, found_position
          FROM unnest(own) WITH ORDINALITY u (id, o)
          JOIN es_event e ON e.stream = sid AND e.version = behind + u.o AND e.id = u.id;
        IF found_count = n THEN
          outcome := 'ok';
          version := behind + n;
          position_ := found_position;
        END IF;
      END IF;
    END IF;
    IF outcome IS NULL AND expected >= 0 AND expected <> cur THEN
      outcome := 'wrong';
      version := cur;
      position_ := 0;
    END IF;
    IF outcome IS NULL AND (
      (SELECT count(DISTINCT u) FROM unnest(own) u) < n
      OR EXISTS (SELECT FROM es_event e WHERE e.stream = sid AND e.id = ANY (own))
    ) THEN
      outcome := 'duplicate';
      version := cur;
      position_ := 0;
    END IF;
    IF outcome IS NULL THEN
      IF sid IS NULL THEN
        INSERT INTO es_stream (name, version) VALUES (streams[i], n) RETURNING es_stream.id INTO sid;
      ELSE
        UPDATE es_stream s SET version = cur + n WHERE s.id = sid;
      END IF;
      INSERT INTO es_event
        SELECT head + u.o, sid, cur + u.o, u.type, u.id, u.data, u.metadata,
          substr(salts, (16 * (first + u.o - 2) + 1)::integer, 16)
        FROM unnest(
          own, types[first : first + n - 1],
          datas[first : first + n - 1], metadatas[first : first + n - 1]
        ) WITH ORDINALITY u (id, type, data, metadata, o);
      head := head + n;
      outcome := 'ok';
      version := cur + n;
      position_ := head;
    END IF;
    RETURN NEXT;
    first := first + n;
  END LOOP;
  IF head > start_head THEN
    PERFORM pg_notify('probity_events', origin || ' ' || head);
  END IF;
END
$$;
