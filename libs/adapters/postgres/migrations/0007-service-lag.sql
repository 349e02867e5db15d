-- How far each process's workers are behind, told every second; so that any process can answer for all.
CREATE UNLOGGED TABLE service_lag (
  instance text COLLATE "C" NOT NULL,
  worker text COLLATE "C" NOT NULL,
  lag bigint NOT NULL,
  -- The two logs' heads before the lag was asked for.
  ledger_head bigint NOT NULL,
  events_head bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (instance, worker)
);
