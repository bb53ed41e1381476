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

INSERT INTO flexport_schema (version, oldest_program) VALUES (3, 1);
