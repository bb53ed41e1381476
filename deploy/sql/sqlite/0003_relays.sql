-- What entities owe each other: written in the commit of the event that brought it, gone once it has been told.
CREATE TABLE relays (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  entity_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  target_kind INTEGER NOT NULL, -- of the same source
  target_id TEXT NOT NULL,
  what INTEGER NOT NULL, -- 1 link, 2 events
  first_version INTEGER NOT NULL,
  last_version INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  last_error TEXT,
  CHECK (first_version > 0 AND last_version >= first_version)
) STRICT;
CREATE UNIQUE INDEX relays_once ON relays (source, kind, entity_id, version, target_kind, target_id);
CREATE INDEX relays_due ON relays (next_attempt_at, id);

-- An older program owes nothing of what it writes, and refuses to read some of the facts that are written from here on.
UPDATE flexport_schema SET version = 3, oldest_program = 3;
