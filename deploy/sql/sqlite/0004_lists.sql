-- What lists are asked for: exact terms, names, days of departure and arrival. Rows that are there already have none until their next event.
-- Older programs are not served any more: facts have parts, values and lists of words by now that they refuse to read.
-- terms: as entity_terms has them of this entity, with U+001F between them, so that a write can tell whether anything changed.
ALTER TABLE entities ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE entities ADD COLUMN departs_at INTEGER;
ALTER TABLE entities ADD COLUMN arrives_at INTEGER;
ALTER TABLE entities ADD COLUMN terms TEXT NOT NULL DEFAULT '';

-- Lists filter by the first 64 characters of a status, in lower case; the row has it as it came.
UPDATE entities SET status = lower(substr(status, 1, 64)) WHERE status <> lower(substr(status, 1, 64));

CREATE TABLE entity_terms (
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  term TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (source, kind, term, id)
) STRICT, WITHOUT ROWID;

UPDATE flexport_schema SET version = 4, oldest_program = 4;
