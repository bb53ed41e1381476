-- The journal, its heads and bodies, what is owed to stakeholders, and the dead letters.
-- Times are whole microseconds since 1970-01-01 UTC. Texts compare byte by byte (BINARY). Facts, bodies, rows and messages are blobs.

-- What runs here, and the oldest program that may. A program with a lower number than oldest_program refuses to start.
CREATE TABLE flexport_schema (
  only_row INTEGER PRIMARY KEY DEFAULT 1 CHECK (only_row = 1),
  version INTEGER NOT NULL,
  oldest_program INTEGER NOT NULL
) STRICT;

-- The head of each entity: the fence, and what lists need.
CREATE TABLE entities (
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT,
  search TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  row_json BLOB NOT NULL,
  PRIMARY KEY (source, kind, id)
) STRICT, WITHOUT ROWID;
-- Every event dirties a page of each index, and pages are what a commit writes: the status rides along instead of having an index of its own.
CREATE INDEX entities_newest ON entities (source, kind, updated_at DESC, id, status);

-- Every accepted event, for good. One writer hands out the positions, so a reader of the feed can miss none: no late commit has a lower one.
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  entity_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  fingerprint INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  secret TEXT NOT NULL,
  facts BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_once ON events (source, kind, entity_id, event_id);
-- The tail of an entity, and enough to sort its history by without one more index. No two have one version: the claim of the head sees to that.
CREATE INDEX events_of_entity ON events (source, kind, entity_id, version, recorded_at, event_id);

-- The raw bytes. Apart from the events, since they expire; in the order of receipt, as retention deletes them.
CREATE TABLE bodies (
  position INTEGER PRIMARY KEY REFERENCES events (position),
  encoding INTEGER NOT NULL, -- 0 as received, 1 Brotli
  body BLOB NOT NULL
) STRICT;

-- Owed in the commit of the event; expanded_at is set once its notifications exist.
CREATE TABLE announcements (
  number INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  entity_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  revision INTEGER NOT NULL,
  version INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  announced_at INTEGER NOT NULL,
  message BLOB NOT NULL,
  expanded_at INTEGER
) STRICT;
CREATE UNIQUE INDEX announcements_once ON announcements (source, kind, entity_id, thing, revision);
CREATE INDEX announcements_owed ON announcements (number) WHERE expanded_at IS NULL;
CREATE INDEX announcements_newest ON announcements (source, announced_at DESC);

CREATE TABLE notifications (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  announcement INTEGER NOT NULL REFERENCES announcements (number),
  subscription TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  sent_at INTEGER,
  last_error TEXT
) STRICT;
CREATE UNIQUE INDEX notifications_by_id ON notifications (id);
CREATE UNIQUE INDEX notifications_once ON notifications (announcement, subscription);
CREATE INDEX notifications_due ON notifications (next_attempt_at, number) WHERE state = 'pending';

-- What was verified and could not be applied. Ids in it may be hostile: they are kept readable here, and exact in the body.
CREATE TABLE dead_letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  kind INTEGER,
  entity_id TEXT,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  exact_type BLOB, -- UTF-16, when the type had to be mended or cut to be text here
  event TEXT,
  created_at INTEGER,
  occurred_at INTEGER,
  received_at INTEGER NOT NULL,
  secret TEXT NOT NULL,
  body_hash BLOB NOT NULL,
  body_length INTEGER NOT NULL,
  encoding INTEGER NOT NULL,
  body BLOB NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  resolved_at INTEGER
) STRICT;
CREATE UNIQUE INDEX dead_letters_once ON dead_letters (source, event_id, body_hash, reason);
CREATE INDEX dead_letters_newest ON dead_letters (source, id);
CREATE INDEX dead_letters_open ON dead_letters (source, id) WHERE resolved_at IS NULL;
CREATE INDEX dead_letters_parked ON dead_letters (next_attempt_at, id) WHERE reason = 'Parked' AND resolved_at IS NULL;

INSERT INTO flexport_schema (version, oldest_program) VALUES (1, 1);
