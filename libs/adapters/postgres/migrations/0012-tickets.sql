-- Good once and for a minute, at whichever process they are shown. `id` is a hash, `sealed` opens with the ticket only.
CREATE TABLE ticket (
  id text COLLATE "C" PRIMARY KEY,
  sealed bytea NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX ticket_by_end ON ticket (expires_at);
