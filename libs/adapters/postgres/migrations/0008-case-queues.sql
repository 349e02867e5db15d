-- Pages of the queues are read off an index, however many cases there are.
CREATE INDEX case_row_by_opened ON case_row (flagged_at, id);
CREATE INDEX case_row_by_due_page ON case_row (coalesce(due, 9007199254740991), id);
CREATE INDEX case_row_by_status ON case_row (status, score, id);
CREATE INDEX case_row_by_status_due ON case_row (status, coalesce(due, 9007199254740991), id);
CREATE INDEX case_row_by_college ON case_row (college, score, id);
CREATE INDEX case_row_by_assignee ON case_row (assignee, status) WHERE assignee IS NOT NULL;
