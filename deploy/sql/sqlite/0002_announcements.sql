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

INSERT INTO flexport_schema (version, oldest_program) VALUES (2, 1);
