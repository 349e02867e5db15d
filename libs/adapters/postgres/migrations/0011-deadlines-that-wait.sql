-- Deadlines that wait for somebody: paused and missed ones too, also those of cases put before.
DELETE FROM case_deadline;
INSERT INTO case_deadline (case_id, name, due, body)
  SELECT id, one ->> 'name', (one ->> 'due')::bigint, one::text
  FROM case_row CROSS JOIN LATERAL jsonb_array_elements((body::jsonb) -> 'deadlines') AS one
  WHERE one ->> 'state' = 'running' OR (one ->> 'state' = 'overdue' AND one ->> 'metAt' IS NULL);
