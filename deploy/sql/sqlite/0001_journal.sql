-- The journal: heads, events and raw bodies. Times are whole microseconds since 1970-01-01 UTC; texts compare byte by byte (BINARY).

CREATE TABLE flexport_schema (
  version         INTEGER NOT NULL PRIMARY KEY,
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

CREATE INDEX entities_by_update ON entities (source, kind, updated_at DESC, id);
CREATE INDEX entities_by_status ON entities (source, kind, status, updated_at DESC, id);

-- One writer hands out the positions, so a reader of the feed can miss none: no late commit has a lower one.
CREATE TABLE events (
  position     INTEGER PRIMARY KEY,
  source       TEXT NOT NULL,
  kind         INTEGER NOT NULL,
  id           TEXT NOT NULL,
  version      INTEGER NOT NULL,
  event_id     TEXT NOT NULL CHECK (instr(event_id, char(0)) = 0 AND length(CAST(event_id AS BLOB)) BETWEEN 1 AND 128),
  type         TEXT NOT NULL CHECK (instr(type, char(0)) = 0 AND length(type) <= 512),
  occurred_at  INTEGER NOT NULL,
  recorded_at  INTEGER NOT NULL,
  received_at  INTEGER NOT NULL,
  fingerprint  INTEGER NOT NULL,
  outcome      TEXT NOT NULL,
  secret       TEXT NOT NULL,
  facts        BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX events_once ON events (source, kind, id, event_id);
CREATE UNIQUE INDEX events_by_version ON events (source, kind, id, version);
CREATE INDEX events_by_recorded ON events (source, kind, id, recorded_at DESC, event_id DESC);

-- Apart from the events, since they expire; in the order of receipt, as retention drops them.
CREATE TABLE bodies (
  position  INTEGER PRIMARY KEY REFERENCES events (position),
  encoding  INTEGER NOT NULL, -- 0 as received, 1 Brotli
  body      BLOB NOT NULL
) STRICT;

INSERT INTO flexport_schema (version, oldest_program) VALUES (1, 1);
