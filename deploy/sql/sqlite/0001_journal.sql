-- The journal, its heads and bodies, what is owed to stakeholders, and the dead letters.
-- Times are whole microseconds since 1970-01-01 UTC; texts compare byte by byte (BINARY).

-- What runs here, and the oldest program that may. A program with a lower number than oldest_program refuses to start.
CREATE TABLE flexport_schema (
  only_row        INTEGER PRIMARY KEY DEFAULT 1 CHECK (only_row = 1),
  version         INTEGER NOT NULL,
  oldest_program  INTEGER NOT NULL
) STRICT;

-- The head of every entity: its version is the fence.
CREATE TABLE entities (
  source      TEXT NOT NULL CHECK (instr(source, char(0)) = 0),
  kind        INTEGER NOT NULL,
  id          TEXT NOT NULL CHECK (instr(id, char(0)) = 0 AND length(CAST(id AS BLOB)) BETWEEN 1 AND 128),
  version     INTEGER NOT NULL CHECK (version > 0),
  status      TEXT CHECK (instr(status, char(0)) = 0),
  search      TEXT NOT NULL CHECK (instr(search, char(0)) = 0),
  updated_at  INTEGER NOT NULL,
  row         BLOB NOT NULL,
  PRIMARY KEY (source, kind, id)
) STRICT, WITHOUT ROWID;

-- Every event dirties a page of each index, and pages are what a commit writes: the status rides along instead of having one of its own.
CREATE INDEX entities_newest ON entities (source, kind, updated_at DESC, id, status);

-- One writer hands out the positions, so a reader of the feed can miss none: no late commit has a lower one.
CREATE TABLE events (
  position     INTEGER PRIMARY KEY,
  source       TEXT NOT NULL,
  kind         INTEGER NOT NULL,
  id           TEXT NOT NULL,
  version      INTEGER NOT NULL,
  event_id     TEXT NOT NULL CHECK (instr(event_id, char(0)) = 0 AND length(CAST(event_id AS BLOB)) BETWEEN 1 AND 128),
  type         TEXT NOT NULL,
  occurred_at  INTEGER NOT NULL,
  recorded_at  INTEGER NOT NULL,
  received_at  INTEGER NOT NULL,
  fingerprint  INTEGER NOT NULL,
  outcome      TEXT NOT NULL,
  secret       TEXT NOT NULL,
  facts        BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX events_once ON events (source, kind, id, event_id);
-- The tail of an entity; and enough to sort its history by, without one more index. No two have one version: the claim of the head sees to that.
CREATE INDEX events_of_entity ON events (source, kind, id, version, recorded_at, event_id);

-- Apart from the events, since they expire; in the order of receipt, as retention drops them.
CREATE TABLE bodies (
  position  INTEGER PRIMARY KEY REFERENCES events (position),
  encoding  INTEGER NOT NULL, -- 0 as received, 1 Brotli
  body      BLOB NOT NULL
) STRICT;

-- What is owed to the stakeholders, and the messages that it becomes.

CREATE TABLE announcements (
  number        INTEGER PRIMARY KEY,
  source        TEXT NOT NULL,
  kind          INTEGER NOT NULL,
  id            TEXT NOT NULL,
  thing         TEXT NOT NULL CHECK (instr(thing, char(0)) = 0),
  revision      INTEGER NOT NULL,
  version       INTEGER NOT NULL,
  occurred_at   INTEGER NOT NULL,
  announced_at  INTEGER NOT NULL,
  message       BLOB NOT NULL,
  expanded_at   INTEGER
) STRICT;

CREATE UNIQUE INDEX announcements_once ON announcements (source, kind, id, thing, revision);
CREATE INDEX announcements_owed ON announcements (number) WHERE expanded_at IS NULL;
CREATE INDEX announcements_of_source ON announcements (source, number);

CREATE TABLE notifications (
  number           INTEGER PRIMARY KEY,
  notification_id  TEXT NOT NULL UNIQUE,
  announcement     INTEGER NOT NULL REFERENCES announcements (number),
  subscription     TEXT NOT NULL,
  channel          TEXT NOT NULL,
  state            TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed')),
  attempts         INTEGER NOT NULL DEFAULT 0,
  next_attempt_at  INTEGER,
  sent_at          INTEGER,
  last_error       TEXT
) STRICT;

CREATE INDEX notifications_due ON notifications (next_attempt_at, number) WHERE state = 'pending';
CREATE UNIQUE INDEX notifications_once ON notifications (announcement, subscription);

-- Verified deliveries that could not be applied. Event id and type are bytes here: what is broken may hold anything, U+0000 as well.

CREATE TABLE dead_letters (
  number           INTEGER PRIMARY KEY AUTOINCREMENT,
  source           TEXT NOT NULL,
  kind             INTEGER,
  id               BLOB,
  reason           TEXT NOT NULL,
  detail           BLOB NOT NULL,
  event_id         BLOB NOT NULL,
  type             BLOB NOT NULL,
  event            TEXT,
  created_at       INTEGER,
  occurred_at      INTEGER,
  received_at      INTEGER NOT NULL,
  secret           TEXT NOT NULL,
  encoding         INTEGER NOT NULL, -- 0 as received, 1 Brotli
  body             BLOB NOT NULL,
  body_length      INTEGER NOT NULL,
  body_hash        BLOB NOT NULL,
  attempts         INTEGER NOT NULL DEFAULT 0,
  resolved_at      INTEGER,
  next_attempt_at  INTEGER
) STRICT;

CREATE UNIQUE INDEX dead_letters_once ON dead_letters (source, event_id, body_hash, reason);
CREATE INDEX dead_letters_open ON dead_letters (source, number) WHERE resolved_at IS NULL;
CREATE INDEX dead_letters_of_source ON dead_letters (source, number);
CREATE INDEX dead_letters_parked ON dead_letters (next_attempt_at, number) WHERE resolved_at IS NULL AND next_attempt_at IS NOT NULL;

INSERT INTO flexport_schema (version, oldest_program) VALUES (1, 1);
