-- What entities owe each other: written in the commit of the event that brought it, gone once it has been told.
CREATE TABLE relays (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  target_kind smallint NOT NULL, -- of the same source
  target_id text COLLATE "C" NOT NULL,
  what smallint NOT NULL, -- 1 link, 2 events
  first_version bigint NOT NULL,
  last_version bigint NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_error text COLLATE "C",
  CONSTRAINT relays_once UNIQUE (source, kind, entity_id, version, target_kind, target_id),
  CHECK (first_version > 0 AND last_version >= first_version)
);
CREATE INDEX relays_due ON relays (next_attempt_at, id);

-- An older program owes nothing of what it writes, and refuses to read some of the facts that are written from here on.
UPDATE flexport_schema SET version = 3, oldest_program = 3;
